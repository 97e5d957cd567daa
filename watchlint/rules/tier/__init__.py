"""The second floor of check-inotify-tier: the prediction, and the files here that set the limits."""
