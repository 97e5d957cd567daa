"""Changes what a repository says it needs: requirements files, and the tables of pyproject.toml and Pipfile."""
