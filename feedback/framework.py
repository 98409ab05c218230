"""The themes as files hold them: the framework's own words, and what we call them in public."""

import csv
from pathlib import Path

import yaml

HERE = Path(__file__).parent / "themes"


def themes():
    """Every theme in the order of lists, as a list of dicts named like the fields of Theme."""
    with (HERE / "qdc-framework-v3.csv").open(encoding="utf-8", newline="") as file:
        category_of = {row["Sub-category"]: row["Category"] for row in csv.DictReader(file)}
    words = yaml.safe_load((HERE / "public-words.yaml").read_text(encoding="utf-8"))
    return [
        {
            "code": one["code"],
            "category": category_of[one["framework"]],
            "subcategory": one["framework"],
            "label": one["label"],
            "description": one.get("description", ""),
            "is_public": not one.get("hidden", False),
            "position": position,
        }
        for position, one in enumerate(words, start=1)
    ]
