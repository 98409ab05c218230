"""The task list: for each page its form, the action that saves it, and the answer in words."""

from collections.abc import Callable
from dataclasses import dataclass

from people import actions, forms
from people.availability import ALL_SLOTS, DAYS, PARTS, slots
from people.models import Member, TaskAnswer, Term

Task = TaskAnswer.Task
NOT_NEEDED = "None of these"


@dataclass(frozen=True)
class TaskPage:
    """One page. `words(member)` gives the answer as a list of lines."""

    task: Task
    form: type
    words: Callable[[Member], list[str]]
    action: Callable
    facts: dict

    def record(self, form, *, member, by):
        """Record a valid `form` of this page for `member`. Raises actions.CannotAnswer."""
        return self.action(member=member, by=by, **self.facts, **form.facts())


@dataclass(frozen=True)
class Answer:
    """A page of one member's task list, and what stands on it."""

    page: TaskPage
    answered: bool
    lines: list[str]

    @property
    def text(self):
        return "\n".join(self.lines) if self.answered else "Not answered yet"


def _labels(*kinds):
    def words(member):
        return [term.label for term in member.terms.all() if term.kind in kinds] or [NOT_NEEDED]

    return words


def _where(member):
    ways = [("In person", member.meets_in_person), ("Online or by phone", member.meets_online)]
    area = member.locality.name if member.locality else "Somewhere else"
    return [area, *([way for way, true in ways if true] or ["Not sure yet how"])]


def _when(member):
    if member.availability == ALL_SLOTS:
        return ["At most times"]
    ticked = slots(member.availability)
    lines = []
    for number, day in enumerate(DAYS):
        parts = [PARTS[part] for d, part in ticked if d == number]
        if parts:
            lines.append(f"{day}: {', '.join(parts)}")
    return lines or ["Cannot say yet"]


def _contact(member):
    person = member.person
    best = {"email": "By email", "phone": "By phone", "post": "By letter in the post"}
    addresses = [person.email, person.phone, *person.postal_address.splitlines()]
    return [best[person.preferred_channel], *filter(None, addresses)]


def _needs(member):
    needs = [term.label for term in member.person.needs.all()]
    return [*needs, *member.person.needs_note.splitlines()] or ["Nothing at the moment"]


def _terms_page(task, form, *kinds):
    return TaskPage(task, form, _labels(*kinds), actions.answer_terms, {"task": task})


PAGES = {
    page.task: page
    for page in [
        _terms_page(Task.WHO_I_AM, forms.WhoIAmForm, Term.Kind.ROLE),
        _terms_page(Task.SKILLS, forms.SkillsForm, Term.Kind.SKILL),
        _terms_page(Task.INTERESTS, forms.InterestsForm, Term.Kind.INTEREST),
        _terms_page(
            Task.ACTIVITIES, forms.ActivitiesForm, Term.Kind.ACTIVITY_KIND, Term.Kind.LEVEL
        ),
        TaskPage(Task.WHERE, forms.WhereForm, _where, actions.answer_where, {}),
        TaskPage(Task.WHEN, forms.WhenForm, _when, actions.answer_when, {}),
        TaskPage(Task.CONTACT, forms.ContactForm, _contact, actions.answer_contact, {}),
        TaskPage(Task.NEEDS, forms.NeedsForm, _needs, actions.answer_needs, {}),
    ]
}


def answers_of(member):
    """Every page of the task list as an Answer, in the order of the list: four queries."""
    member = (
        Member.objects.select_related("person", "locality")
        .prefetch_related("terms", "person__needs", "task_answers")
        .get(pk=member.pk)
    )
    answered = {row.task for row in member.task_answers.all()}
    return [
        Answer(page, task in answered, page.words(member) if task in answered else [])
        for task, page in PAGES.items()
    ]
