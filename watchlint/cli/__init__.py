"""The command line shared by every hook: flags, settings, exit codes."""
