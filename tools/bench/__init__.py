"""Time and memory, side by side with what everybody has: `python -m tools.bench`."""
