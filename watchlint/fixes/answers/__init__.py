"""What answers a finding instead of fixing it."""
