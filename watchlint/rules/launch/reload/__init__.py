"""Rules about what a reloading server watches."""
