"""What one server writes: a module a server."""
