"""Rules about what a reloader takes, and what happens when there is no more."""
