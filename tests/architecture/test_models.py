"""What holds for every model: who and when belong together, states have their transitions."""

from django.db import models
from django.db.models import Q
from django.test.utils import isolate_apps

from design_system.constraints import known_values, only_known_values
from tests.architecture.house import our_models


def moments_without_constraint(some_models):
    """`x_by` fields whose `x_at` is missing, or may be empty without a constraint on both."""
    found = []
    for model in some_models:
        fields = {field.name: field for field in model._meta.local_fields}
        for name in fields:
            if not name.endswith("_by") or name == "replaced_by":
                continue
            moment = fields.get(name[:-2] + "at")
            held = any(
                name in str(getattr(c, "condition", "")) and moment.name in str(c.condition)
                for c in model._meta.constraints
                if moment is not None and isinstance(c, models.CheckConstraint)
            )
            if moment is None or (moment.null and not held):
                found.append(f"{model._meta.label}.{name}")
    return found


def states_without_transitions(some_models):
    """Models whose Status has a value that TRANSITIONS does not speak of."""
    return [
        model._meta.label
        for model in some_models
        if hasattr(model, "Status") and set(getattr(model, "TRANSITIONS", {})) != set(model.Status)
    ]


def test_who_and_when_are_held_together():
    assert moments_without_constraint(our_models()) == []


def test_every_state_has_its_transitions():
    assert states_without_transitions(our_models()) == []


@isolate_apps("people")
def test_models_that_break_the_rules_are_found():
    class Sloppy(models.Model):
        class Status(models.TextChoices):
            HERE = "here"
            GONE = "gone"

        TRANSITIONS = {"here": {"gone"}}
        closed_at = models.DateTimeField(null=True)
        closed_by = models.ForeignKey("people.User", models.CASCADE, null=True)
        opened_by = models.ForeignKey("people.User", models.CASCADE, null=True)

        class Meta:
            app_label = "people"

    assert moments_without_constraint([Sloppy]) == [
        "people.Sloppy.closed_by",
        "people.Sloppy.opened_by",
    ]
    assert states_without_transitions([Sloppy]) == ["people.Sloppy"]


def choices_without_constraint(some_models):
    """Fields with choices whose values the database does not know."""
    return [
        f"{model._meta.label}.{field.name}"
        for model in some_models
        for field in model._meta.local_fields
        if field.choices
        and Q(**{f"{field.name}__in": known_values(field)})
        not in [getattr(c, "condition", None) for c in model._meta.constraints]
    ]


def test_the_database_knows_every_choice():
    assert choices_without_constraint(our_models()) == []


@isolate_apps("people")
def test_a_choice_that_the_database_does_not_know_is_found():
    class Loose(models.Model):
        state = models.CharField(max_length=5, choices=[("here", "Here")])

        class Meta:
            app_label = "people"

    assert choices_without_constraint([Loose]) == ["people.Loose.state"]
    assert choices_without_constraint([only_known_values(Loose)]) == []
