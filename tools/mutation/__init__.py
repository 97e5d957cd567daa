"""Mutants of watchlint's judgements and edits, by mutmut: `python -m tools.mutation [MODULE…]` says which no test notices."""
