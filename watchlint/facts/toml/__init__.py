MAX_PARTS = 50
"""Of one dotted key: parsers take time that grows with the square of their number."""
