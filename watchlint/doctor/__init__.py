"""What `watchlint doctor` sees, judges, advises and prints."""
