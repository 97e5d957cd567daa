"""What builds pages of documentation again when a file changes."""
