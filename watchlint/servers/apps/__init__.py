"""What brings an app of data or pages and serves it itself."""
