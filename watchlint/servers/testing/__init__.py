"""What runs tests again when a file changes."""
