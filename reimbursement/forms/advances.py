"""Help with a cost before the day: what is asked, what is decided, bought and left."""

from django.core.exceptions import ValidationError

from design_system.fields import PoundsField, RadiosField, SelectField, TextAreaField, TextField
from design_system.forms import Form
from reimbursement.advances import helps_of
from reimbursement.models import Advance, Entry, Kind
from reimbursement.rates import money
from reimbursement.wording import what_helps

from .budgets import cost_centres

Help = Advance.Help
LABELS = {
    Help.MONEY: "Give me the money before the day",
    Help.TICKET: "Buy it for me",
}
LABELS_FOR_THEM = {
    Help.MONEY: "Give them the money before the day",
    Help.TICKET: "Buy it for them",
}
EXAMPLES = {
    Kind.PUBLIC_TRANSPORT: "For example: train from Selby to York and back",
    Kind.TAXI: "For example: taxi from home to the hospital and back",
}


class BeforeKindForm(Form):
    """For which kind of cost help is needed; each says what we can do."""

    kind = RadiosField(
        "What do you need help with?", choices=[], required_message="Select what it is for"
    )

    def __init__(self, *args, rules, **kwargs):
        super().__init__(*args, **kwargs)
        _offer(self.fields["kind"], rules)


class _AskForm(Form):
    def _add(self, helps, labels, kind=None):
        """Which help, about how much, and what it is for."""
        if len(helps) > 1:
            self.fields["help"] = RadiosField(
                "What would help?",
                choices=[(help, labels[help]) for help in helps],
                required_message="Select what would help",
            )
        self.fields["amount"] = PoundsField(
            "About how much is it?",
            hint="Pounds and pence, such as 18.40. Your best guess is enough.",
            short_label="Amount",
            required_message="Enter about how much it is",
        )
        self.fields["words"] = TextField(
            "What is it for?",
            hint=EXAMPLES.get(kind, "For example: from where to where, and when"),
            max_length=200,
            required_message="Enter what it is for",
        )


class AskForm(_AskForm):
    """What a member asks for, where `rule` is the ExpenseRule of its kind."""

    def __init__(self, *args, rule, **kwargs):
        super().__init__(*args, **kwargs)
        self.rule, self.helps = rule, helps_of(rule)
        self._add(self.helps, LABELS, rule.kind)

    def clean_amount(self):
        return _within_cap(self.cleaned_data["amount"], self.rule)

    def said(self):
        """What `ask_before` takes."""
        return {"kind": self.rule.kind, "help": self.helps[0]} | self.cleaned_data


class AskForThemForm(_AskForm):
    """The same, written down for a member: with its kind, one of those of `rules`."""

    kind = RadiosField("What is it for?", choices=[], required_message="Select what it is for")

    def __init__(self, *args, rules, **kwargs):
        super().__init__(*args, **kwargs)
        self.rules = {rule.kind: rule for rule in rules}
        _offer(self.fields["kind"], rules, whom="them")
        self._add(list(Help), LABELS_FOR_THEM)
        self.fields["words"].label = "In a few words"

    def clean(self):
        said = self.cleaned_data
        rule = self.rules.get(said.get("kind"))
        if rule and said.get("help") and said["help"] not in helps_of(rule):
            self.add_error("help", "For this, select the other one: the policy allows no more")
        if rule and "amount" in said:
            try:
                _within_cap(said["amount"], rule)
            except ValidationError as error:
                self.add_error("amount", error)

    def said(self):
        """What `ask_before` takes."""
        return self.cleaned_data


class AgreeForm(Form):
    """How much is agreed, and why less than was asked."""

    amount = PoundsField(
        "Up to how much do you agree?",
        short_label="Amount",
        required_message="Enter up to how much you agree",
    )
    reason = TextField(
        "Why less? (only if you agree to less)",
        hint="They read this.",
        short_label="Reason",
        max_length=300,
        required=False,
    )

    def __init__(self, *args, advance, **kwargs):
        super().__init__(*args, initial={"amount": f"{advance.amount:.2f}"}, **kwargs)
        self.advance = advance

    def clean(self):
        amount = self.cleaned_data.get("amount")
        if amount is None:
            return
        if amount > self.advance.amount:
            self.add_error("amount", f"Amount must be {money(self.advance.amount)} or less")
        elif amount < self.advance.amount and not self.cleaned_data.get("reason"):
            self.add_error("reason", "Say why you agree to less")


class RefuseForm(Form):
    """Why not."""

    refusal = TextAreaField(
        "Why can you not agree?",
        hint="They read this.",
        max_length=300,
        rows=3,
        required_message="Say why you cannot agree",
    )


class BuyForm(Form):
    """What something cost that we bought, and on which cost centre."""

    cost = PoundsField(
        "What did it cost?", short_label="Cost", required_message="Enter what it cost"
    )
    cost_centre = SelectField(
        "On which cost centre?", choices=[], required_message="Choose a cost centre"
    )

    def __init__(self, *args, cost_centre, **kwargs):
        super().__init__(*args, initial={"cost_centre": cost_centre}, **kwargs)
        self.fields["cost_centre"].choices = cost_centres(cost_centre)


class SettleForm(Form):
    """What became of money that was given and not used."""

    what = RadiosField(
        "What became of it?",
        choices=[
            (Entry.What.RETURNED, "They gave it back"),
            (Entry.What.WAIVED, "We leave it with them"),
        ],
        required_message="Select what became of it",
    )
    reason = TextField(
        "In a few words",
        hint="For example: their train was cancelled, and the fare came back to us on 3 June.",
        max_length=200,
        required_message="Say in a few words what became of it",
    )


def _offer(field, rules, whom="you"):
    rules = sorted(rules, key=lambda rule: list(Kind).index(rule.kind))
    field.choices = [(rule.kind, rule.get_kind_display()) for rule in rules]
    field.hints = {rule.kind: what_helps(rule, whom) for rule in rules}


def _within_cap(amount, rule):
    if rule.cap is not None and amount > rule.cap:
        most = money(rule.cap)
        raise ValidationError(
            f"We pay up to {most} of this for one activity. Enter {most} or less", code="cap"
        )
    return amount
