"""The lines that are known, one module a family of programs, one entry a line."""
