"""What starts any program again when a file changes."""
