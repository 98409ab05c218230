"""What the design system adds to the back office."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from design_system.complete_pages import warn_first
from design_system.desk import WaitingPanel


@hooks.register("register_log_actions")
def register_log_actions(actions):
    words = "Take a list out of the portal"
    actions.register_action("design_system.record_export", words, words)


@hooks.register("construct_homepage_panels")
def show_what_waits(request, panels):
    panels.insert(0, WaitingPanel())


hooks.register("before_publish_page", warn_first)


@hooks.register("insert_global_admin_js")
def keep_the_keyboard_in_its_place():
    return format_html('<script type="module" src="{}"></script>', static("admin.js"))
