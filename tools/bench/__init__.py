"""Wall time and memory, side by side with what everybody has: `python -m tools.bench`."""
