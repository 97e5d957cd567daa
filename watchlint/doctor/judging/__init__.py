"""What is wrong, judged from what was seen, and what to do about it."""
