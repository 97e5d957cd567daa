"""Rooms of check-launch-files: reading the files that start servers, and one module for each kind of mistake."""
