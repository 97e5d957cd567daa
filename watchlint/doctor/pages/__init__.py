"""The page that the doctor prints."""
