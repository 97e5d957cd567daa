"""Rules about the environment variables of dev servers."""
