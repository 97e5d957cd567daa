"""What other tools ask of us by entry point: each module is one tool's, and nothing here is imported by anything else."""
