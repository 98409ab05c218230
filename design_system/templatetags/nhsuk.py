"""`{% load nhsuk %}`: NHS.UK components in Django templates."""

from django import template

from design_system.components import nested_params, render_component
from design_system.rendering import render_error_summary, render_field

register = template.Library()


@register.simple_tag
def component(name, **params):
    """Show an NHS.UK component: `{% component "button" text="Continue" %}`.

    snake_case becomes camelCase, and `label__text="Name"` nests.
    """
    return render_component(name, nested_params(params))


@register.simple_block_tag
def componentblock(content, name, **params):
    """Show a component around what stands inside: `{% componentblock "inset-text" %}…`."""
    return render_component(name, nested_params(params) | {"html": content})


@register.simple_tag
def field(bound, page_heading=False, size=None, **params):
    """Show a form's field: `{% field form.name page_heading=True %}`.

    Any other keyword is a parameter of the component.
    """
    return render_field(bound, page_heading=page_heading, size=size, **nested_params(params))


@register.simple_tag
def error_summary(form):
    """Show what is wrong with a form, with links to each input; nothing where all is well."""
    return render_error_summary(form)


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*words):
    """Show the way from the home page: `{% breadcrumbs "/" "Home" "/one/" "One" %}`."""
    return {"crumbs": list(zip(words[::2], words[1::2], strict=True))}


@register.filter
def is_under(path, start):
    """Whether `path` (of the page being shown) is `start` or lies below it."""
    return str(path or "").startswith(start)
