"""Makes watchlint/facts/streamlit/declared.py from Streamlit's own releases: `python -m tools.streamlit_options`.

`releases` downloads, `reading` asks one release for its options, `accepted` for the values it checks, `history` folds all
releases into the file and says what changed. Needs Python 3.11 or newer (Streamlit's newest config.py does) and pip.
"""
