"""The YAML files beside this package."""

from pathlib import Path

import yaml

DATA = Path(__file__).parent.parent / "data"


def read(name):
    """The content of one file."""
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))


def read_all(folder):
    """The contents of every file of a folder by name, in the order of the names."""
    names = sorted(path.stem for path in (DATA / folder).glob("*.yaml"))
    return {name: read(f"{folder}/{name}") for name in names}
