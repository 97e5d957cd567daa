"""The rooms of check-reloader: its rules as data, and one module for each kind of server."""
