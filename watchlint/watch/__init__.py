"""`watchlint watches`: what a dev server will cost here, and what lowers it."""
