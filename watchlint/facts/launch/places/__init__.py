"""Where in the repository a command starts: what containers hold of it, and which folder is whose."""
