"""The front door: joining, and what a member calls "My involvement"."""
