"""What servers share: the libraries that watch for them, and what each makes of the folders it is given."""
