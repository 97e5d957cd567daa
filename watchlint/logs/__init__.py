"""What servers and tools say in their logs, and what it means."""
