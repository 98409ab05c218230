"""The themes of the framework, each with words that the public understands."""

import csv

import pytest
from django.core.management import call_command

from feedback.framework import HERE, themes
from feedback.models import Theme
from tests.reading import reading_age

HIDDEN = {"Labelling not possible", "Not assigned"}


def test_every_theme_of_the_framework_has_words_of_ours_once():
    with (HERE / "qdc-framework-v3.csv").open(encoding="utf-8", newline="") as file:
        framework = [row["Sub-category"] for row in csv.DictReader(file)]

    assert sorted(theme["subcategory"] for theme in themes()) == sorted(framework)
    assert len(framework) == 33
    assert {theme["subcategory"] for theme in themes() if not theme["is_public"]} == HIDDEN


def test_what_the_public_reads_of_them_is_easy():
    words = "\n".join(theme["description"] for theme in themes() if theme["is_public"])

    assert reading_age(words) < 11


@pytest.mark.django_db
def test_setup_makes_them_and_keeps_what_staff_changed():
    assert (Theme.objects.count(), Theme.objects.public().count()) == (33, 31)
    Theme.objects.filter(code="parking").update(label="Car parks")

    call_command("setup", administrator=False, verbosity=0)

    assert Theme.objects.get(code="parking").label == "Car parks"
    assert Theme.objects.count() == 33
