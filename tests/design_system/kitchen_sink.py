"""Pages with everything on them, and the addresses under which the tests open them."""

from django.contrib import messages
from django.shortcuts import render
from django.template import engines
from django.urls import include, path
from django.views.defaults import page_not_found, permission_denied, server_error
from wagtail.blocks import StreamBlock
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from design_system import fields
from design_system.blocks import CONTENT_BLOCKS
from design_system.forms import Form
from portal.urls import urlpatterns as portal_urlpatterns

SKILLS = [("chairing", "Chairing meetings"), ("reading", "Reading"), ("none", "None of these")]


class EverythingForm(Form):
    name = fields.TextField("Name", max_length=40, required_message="Enter your name")
    email = fields.EmailField("Email address", required_message="Enter your email address")
    phone = fields.PhoneField("Phone number", hint="We ring in working hours", required=False)
    about = fields.TextAreaField("Tell us more", max_length=50, required_message="Tell us more")
    how = fields.RadiosField(
        "How do you like to meet?",
        choices=[("online", "Online"), ("room", "In a room")],
        hints={"online": "By video or phone"},
        required_message="Select how you like to meet",
    )
    skills = fields.CheckboxesField(
        "What can you offer?",
        choices=SKILLS,
        exclusive="none",
        required_message="Select what you can offer",
    )
    agree = fields.SingleCheckboxField("I agree", required_message="Tick the box if you agree")
    start = fields.DateField("When can you start?", required_message="Enter a date")
    place = fields.SelectField(
        "Where do you live?",
        choices=[("leicester", "Leicester"), ("rutland", "Rutland")],
        required_message="Select where you live",
    )
    hours = fields.IntegerField("Hours a week", required_message="Enter how many hours")
    miles = fields.DecimalField("Miles", most=1000, unit="miles", required_message="Enter miles")
    spent = fields.PoundsField("What it cost", required_message="Enter what it cost")
    ticket = fields.FileField("Your ticket", accept="image/*", required=False)
    token = fields.HiddenField(required=False)


GOOD = {
    "name": "Ada Lovelace",
    "email": "ada@example.org",
    "phone": "07700 900 982",
    "about": "I like numbers.",
    "how": "room",
    "skills": ["chairing", "reading"],
    "agree": "on",
    "start_day": "29",
    "start_month": "2",
    "start_year": "2028",
    "place": "rutland",
    "hours": "3",
    "miles": "14.5",
    "spent": "£4.20",
    "token": "x",
}

PAGES = {
    "public": """{% extends "layouts/page.html" %}{% block title %}A page{% endblock %}
        {% block content %}<h1>A page</h1>{% endblock %}""",
    "blocks": """{% extends "layouts/page.html" %}{% block title %}A page{% endblock %}
        {% block content %}<h1>A page</h1>{% for block in body %}{{ block.render }}{% endfor %}
        {% endblock %}""",
    "member": """{% extends "layouts/member.html" %}{% block title %}Yours{% endblock %}
        {% block main %}<h1>Yours</h1>{% endblock %}""",
    "staff": """{% extends "layouts/staff.html" %}{% block title %}Staff{% endblock %}
        {% block main %}<h1>Staff</h1>{% endblock %}""",
    "done": """{% extends "layouts/confirmation.html" %}{% block title %}Done{% endblock %}
        {% block panel_title %}Thank you{% endblock %}{% block panel_body %}P-01234{% endblock %}
        {% block next %}<p>We write to you within a week.</p>{% endblock %}""",
    "form": """{% extends "layouts/form.html" %}{% load nhsuk %}
        {% block form_title %}Everything{% endblock %}
        {% block back_link %}{% component "back-link" href="/back/" %}{% endblock %}
        {% block before_form %}<h1>Everything</h1>{% endblock %}
        {% block fields %}{% for bound in form.visible_fields %}{% field bound %}{% endfor %}
        {% endblock %}""",
}


def page(request, name):
    context = {"crumbs": [("/", "Home"), ("/one/", "One & more")]}
    if name == "form":
        context["form"] = EverythingForm(request.POST or None)
    if name in ("member", "staff"):
        messages.success(request, "Your answers are kept")
        messages.error(request, "This opportunity has closed")
    if name == "blocks":
        context["body"] = every_block()
    template = engines["django"].from_string(PAGES[name])
    return render_string(request, template, context)


def render_string(request, template, context):
    response = render(request, "404.html")
    response.content = template.render(context, request)
    return response


def every_block():
    """One of each block that an editor can use, filled with its own preview."""
    image = get_image_model().objects.first() or get_image_model().objects.create(
        title="People at a table", description="People at a table", file=get_test_image_file()
    )
    image.contextual_alt_text, image.decorative = "People at a table", False
    stream = StreamBlock(CONTENT_BLOCKS)
    return [block.bind(block.get_preview_value()) for block in stream.child_blocks.values()]


urlpatterns = [
    path("sink/<str:name>/", page),
    path("missing/", page_not_found, {"exception": Exception("missing")}),
    path("forbidden/", permission_denied, {"exception": Exception("forbidden")}),
    path("broken/", server_error),
    path("", include(portal_urlpatterns)),
]
