"""Checks repositories, one or many side by side: what is found, suppressed, fixed, and what comes next."""
