"""Only actions write: nothing on another shelf saves, creates, updates or deletes a row."""

import ast

from tests.architecture.house import name_of, sources

WRITES = {"save", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update"}
READING_SHELVES = [
    "views", "forms", "desks", "permissions", "wagtail_hooks", "cards", "matching", "letters",
    "editor", "filters", "adapter", "slots", "urls", "middleware",
]  # fmt: skip


def writes(source, name):
    """Where a piece of source calls something that writes to the database."""
    return [
        f"{name}:{node.lineno} {node.func.attr}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and not (
            isinstance(node.func.value, ast.Call) and ast.unparse(node.func.value) == "super()"
        )
    ]


def test_only_actions_write():
    found = [
        w for path in sources(*READING_SHELVES) for w in writes(path.read_text(), name_of(path))
    ]
    assert found == []


def test_a_view_that_writes_is_found():
    source = "def view(request):\n    Member.objects.create(person=request.person)\n"
    assert writes(source, "views.py") == ["views.py:2 create"]


def side_effects(source, name):
    """Where models act on their own: a save() of theirs, or a signal."""
    return [
        f"{name}:{node.lineno}"
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"})
        or (isinstance(node, ast.Name | ast.Attribute) and "receiver" in ast.unparse(node))
    ]


def test_models_have_no_side_effects():
    found = [s for path in sources("models") for s in side_effects(path.read_text(), name_of(path))]
    assert found == []


def test_a_model_with_a_side_effect_is_found():
    source = "class M:\n    def save(self):\n        pass\n@receiver(post_save)\ndef f(): pass\n"
    assert side_effects(source, "m") == ["m:2", "m:4"]
