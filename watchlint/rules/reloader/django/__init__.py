"""Rules about the reloader of Django's runserver."""
