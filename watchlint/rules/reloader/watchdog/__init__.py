"""Rules about watchdog, and the programs that reload through it."""
