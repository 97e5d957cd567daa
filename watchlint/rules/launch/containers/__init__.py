"""Rules about images, compose services and development containers."""
