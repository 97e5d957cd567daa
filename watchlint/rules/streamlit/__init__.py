"""What Streamlit makes of a `config.toml`: the rooms of the hook check-streamlit-config."""
