"""Logins, however they are made."""

from people.models import User


def test_a_login_made_by_wagtails_form_has_no_password_to_ask_for():
    made_by_a_form = User(email="pia@example.org", password="")

    assert made_by_a_form.has_usable_password() is False
