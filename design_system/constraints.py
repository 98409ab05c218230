"""Rules of models that hold in every room."""

from django.db.models import CheckConstraint, F, Q


def only_known_values(model):
    """Class decorator: the database itself refuses a value that is not among a field's choices."""
    options = model._meta
    options.constraints = [
        *options.constraints,
        *(
            CheckConstraint(
                condition=Q(**{f"{field.name}__in": known_values(field)}),
                name=f"{options.model_name}_{field.name}_known",
            )
            for field in options.local_fields
            if field.choices
        ),
    ]
    options.original_attrs["constraints"] = options.constraints  # where migrations look
    return model


def never_the_same(model_name, pairs):
    """Constraints that keep each pair of fields, as (one, other), from naming the same person."""
    return [
        CheckConstraint(
            condition=Q(**{one: None}) | Q(**{other: None}) | ~Q(**{one: F(other)}),
            name=f"{model_name}_{one}_not_{other}",
        )
        for one, other in pairs
    ]


def known_values(field):
    """Return what a field with choices may hold, as a list of strings."""
    return [*(value for value, _ in field.flatchoices), *([""] if field.blank else [])]
