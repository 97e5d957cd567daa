"""The servers that manage.py starts."""
