"""The rules, a folder for each hook."""
