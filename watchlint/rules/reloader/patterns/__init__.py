"""Rules about options that name folders, and patterns that may match some."""
