"""What each of our fields has: a component, a hint, a sentence for when it is left empty."""


class Component:
    """Mixed into a Django form field.

    `hint` is shown under the label. `required_message` is the sentence for an empty answer, such
    as "Enter your name". `short_label` is how other errors name the field ("Name must be …");
    without it they use the label, or "Your answer" where the label is a question.
    """

    component = "input"
    group = False  # True: several inputs, named by a legend; False: one input, named by a label

    def __init__(self, label, *, hint=None, required_message=None, short_label=None, **kwargs):
        super().__init__(label=label, help_text=hint or "", **kwargs)
        self.short_label = short_label
        if required_message:
            self.error_messages["required"] = required_message

    def params(self, bound):
        """Return the component's own parameters for `bound` (a BoundField of this field)."""
        raise NotImplementedError


def common_params(bound, *, group, page_heading=False, size=None):
    """Return the parameters that every component has: its name, title, hint and first error.

    `size` is s, m, l or xl. With `page_heading` the title is the page's h1.
    """
    title = {
        "text": bound.label,
        "isPageHeading": page_heading,
        "size": size or ("l" if page_heading else "s"),
    }
    params = {"name": bound.html_name}
    if group:
        params["idPrefix"] = bound.auto_id
        params["fieldset"] = {"legend": title}
    else:
        params |= {"id": bound.auto_id, "label": title}
    if bound.help_text:
        params["hint"] = {"text": bound.help_text}
    if bound.errors:
        params["errorMessage"] = {"text": bound.errors[0]}
    return params
