"""check-streamlit-config: does Streamlit read config.toml, and does each option do what it says? Its rules are in watchlint/rules/streamlit/."""

from __future__ import annotations

from watchlint.cli.check import check_streamlit_config as main

if __name__ == "__main__":
    raise SystemExit(main())
