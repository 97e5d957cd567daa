"""Changes a TOML file by as little as the change needs."""
