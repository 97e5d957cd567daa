"""What the files of a folder say of how its servers are started, where none of them runs now."""
