"""The house as the tests walk it: its rooms from the roof down, its files, its functions."""

import ast
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
ROOMS = PYPROJECT["tool"]["importlinter"]["root_packages"]


def sources(*shelves):
    """The Python files of the rooms, all of them or only those of the shelves named."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            shelf = path.relative_to(ROOT / room).parts[0].removesuffix(".py")
            if "migrations" not in path.parts and (not shelves or shelf in shelves):
                yield path


def name_of(path):
    """A path as it is written in a finding: relative to the project."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def functions(tree):
    """The functions at the top of a module."""
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]


def called_names(node):
    """The names of everything that a piece of code calls: f(), x.f() and @f alike."""
    names = set()
    for child in ast.walk(node):
        if isinstance(child, ast.Call):
            function = child.func
            names.add(function.attr if isinstance(function, ast.Attribute) else function.id)
    return names


def our_models():
    """Every model of the rooms."""
    from django.apps import apps

    return [m for m in apps.get_models() if m._meta.app_label in ROOMS]
