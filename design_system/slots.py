"""A place where a room above can add something without being imported by the room below."""


class Slot:
    """A named list of functions, in the order in which they were registered (once each)."""

    def __init__(self, name):
        self.name = name
        self._functions = []

    def __iter__(self):
        return iter(self._functions)

    def __repr__(self):
        return f"<Slot {self.name}: {len(self._functions)}>"

    def register(self, function):
        """Add `function` and return it, so that this can be used as a decorator."""
        if function not in self._functions:
            self._functions.append(function)
        return function
