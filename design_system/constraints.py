"""Rules of models that hold in every room."""

from django.db.models import CheckConstraint, Q


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


def known_values(field):
    """Return what a field with choices may hold, as a list of strings."""
    return [*(value for value, _ in field.flatchoices), *([""] if field.blank else [])]
