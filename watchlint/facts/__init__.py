"""What a repository and a machine are. Read-only; knows no rule."""
