"""A room on top."""
