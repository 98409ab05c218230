"""Foreign keys, like imports, only point down."""

from django.db import models
from django.test.utils import isolate_apps

from tests.architecture.house import ROOMS, our_models


def keys_that_point_up(some_models):
    """Names of the relations that lead from a room to one above it."""
    return [
        f"{model._meta.label}.{field.name}"
        for model in some_models
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is not None
        if field.related_model._meta.app_label in ROOMS
        if ROOMS.index(field.related_model._meta.app_label) < ROOMS.index(model._meta.app_label)
    ]


def test_no_foreign_key_points_up():
    assert keys_that_point_up(our_models()) == []


@isolate_apps("people", "outbox")
def test_a_foreign_key_that_points_up_is_found():
    class Above(models.Model):
        class Meta:
            app_label = "outbox"

    class Below(models.Model):
        above = models.ForeignKey(Above, models.CASCADE)

        class Meta:
            app_label = "people"

    assert keys_that_point_up([Above, Below]) == ["people.Below.above"]
