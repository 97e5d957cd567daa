"""What runs beside Python's servers on the same machine: the front end, its tests, the editor."""
