"""NHS.UK components: the macros of nhsuk-frontend-jinja, made safe to give a user's words to.

Some of its templates mark what they are given as safe (the text of a label and of a legend among
them). So every string is escaped here, before a template sees it, unless it is already marked safe.
"""

import re
from functools import cache

from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from jinja2 import ChainableUndefined, Environment, PackageLoader
from markupsafe import Markup, escape


@cache
def _environment():
    return Environment(
        loader=PackageLoader("nhsuk_frontend_jinja"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=ChainableUndefined,  # its templates ask for parameters that were not given
    )


def render_component(name, params):
    """Return the HTML (a SafeString) of component `name`, such as "button".

    `params` is a dict shaped as the NHS.UK service manual's Nunjucks options. Raises
    jinja2.TemplateNotFound for a name that does not exist.
    """
    template = _environment().get_template(f"nhsuk/components/{name}/template.jinja")
    return mark_safe(template.render(params=escaped(params)).strip())  # noqa: S308 - escaped above


def escaped(value):
    """Return `value` with every string in it, however deep, escaped and marked as such."""
    if isinstance(value, dict):
        return {key: escaped(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [escaped(item) for item in value]
    if isinstance(value, str | Promise) or hasattr(value, "__html__"):
        return Markup(escape(value))  # noqa: S704 - escape() leaves only what is already safe
    if value is None or isinstance(value, bool | int):
        return value
    return Markup(escape(str(value)))  # noqa: S704 - escape() makes it safe


def nested_params(keywords):
    """Return component parameters from keyword arguments of a template tag.

    `visually_hidden_text="x"` gives `{"visuallyHiddenText": "x"}`, and `label__text="x"` gives
    `{"label": {"text": "x"}}`. Keys inside a dict that is passed whole stay as they are.
    """
    params = {}
    for key, value in keywords.items():
        *path, last = (_camel_case(part) for part in key.split("__"))
        inner = params
        for part in path:
            inner = inner.setdefault(part, {})
        inner[last] = value
    return params


def _camel_case(name):
    return re.sub("_([a-z0-9])", lambda match: match[1].upper(), name)
