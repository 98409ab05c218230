"""Every field is classified, and every table about a person can be exported, erased and merged."""

import yaml
from django.db import models
from django.test.utils import isolate_apps

from people.models import Member, Person
from people.personal_data import handlers
from tests.architecture.house import ROOT, our_models

UNCLASSIFIED_BY_NATURE = {"id", "page_ptr"}


def unclassified(some_models, classes):
    """Fields that docs/data.yaml does not name exactly once, and names in it that are no field."""
    found = []
    for model in some_models:
        fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
        names = {field.name for field in fields} - UNCLASSIFIED_BY_NATURE
        said = [name for names in classes.get(model._meta.label, {}).values() for name in names]
        found += [f"{model._meta.label}.{name}" for name in names if said.count(name) != 1]
        found += [f"{model._meta.label}.{name}" for name in said if name not in names]
    return sorted(found)


def without_handler(some_models, handled):
    """Models that point to a person or member, and are not handled as personal data."""
    return [
        model._meta.label
        for model in some_models
        if model not in handled
        and any(f.related_model in {Person, Member} for f in model._meta.local_fields)
    ]


def test_every_field_is_classified():
    classes = yaml.safe_load((ROOT / "docs" / "data.yaml").read_text())
    assert set(classes) == {model._meta.label for model in our_models()}
    assert unclassified(our_models(), classes) == []
    assert {name for kinds in classes.values() for name in kinds} == {
        "ordinary",
        "personal",
        "special",
    }


def test_every_table_about_a_person_is_handled():
    handled = {handler.model for handler in handlers()}
    assert without_handler(our_models(), handled) == []


@isolate_apps("people")
def test_what_is_forgotten_is_found():
    class Forgotten(models.Model):
        person = models.ForeignKey(Person, models.CASCADE, related_name="+")
        secret = models.TextField()

        class Meta:
            app_label = "people"

    classes = {"people.Forgotten": {"personal": ["person", "gone"]}}
    assert unclassified([Forgotten], classes) == [
        "people.Forgotten.gone",
        "people.Forgotten.secret",
    ]
    assert without_handler([Forgotten], {}) == ["people.Forgotten"]
