"""The statement of a tax year on paper: a tagged PDF, set as our letters are."""

from django.template.loader import render_to_string

from outbox.letter_text import address_lines
from outbox.letters import pdf_of


def statement_html(member, statement):
    """Return the Statement of `member` as a letter to them, an HTML document (a str)."""
    person = member.person
    context = {
        "statement": statement,
        "person": person,
        "address": address_lines(person.name, person.postal_address),
        "large": any(need.is_large_print for need in person.needs.all()),
    }
    return render_to_string("reimbursement/statement_letter.html", context)


def statement_pdf(member, statement):
    """Return (pdf, complete), as `outbox.letters.pdf_of` does. Raises its CannotMakePDF."""
    return pdf_of(statement_html(member, statement))


def name_of(member, statement):
    """The name of the file: whose it is by reference, and of which year."""
    return f"{member.person.reference}-paid-{statement.year}-{statement.year + 1}.pdf"
