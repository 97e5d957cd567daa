"""What there is to be seen on this machine; nothing here judges."""
