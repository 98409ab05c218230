"""A room below that reaches up."""
