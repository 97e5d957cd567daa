"""Servers of the web: frameworks and what serves their applications."""
