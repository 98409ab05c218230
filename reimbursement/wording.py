"""How an amount arises, in words that can be checked with a pencil."""

from reimbursement.rates import money, plain


def how(line):
    """How the amount of a Line arises: "14 miles × 45p = £6.30", "£14.00, we pay up to £10.00"."""
    if line.spent is not None:
        words = money(line.spent)
    else:
        words = " + ".join(_part(part) for part in line.sums)
        if line.quantity_after or line.quantity != 1 or line.by_miles:
            words += f" = {money(line.whole)}"
    return f"{words}, of which we pay {money(line.amount)}" if line.is_capped else words


def _part(part):
    if not part.unit:
        miles = "mile" if part.quantity == 1 else "miles"
        return f"{plain(part.quantity)} {miles} × {money(part.rate)}"
    if part.quantity == 1:
        return f"{money(part.rate)} for {_a(part.unit)}"
    return f"{plain(part.quantity)} × {money(part.rate)} (for each {part.unit})"


def _a(unit):
    """A unit with its article: "an activity of up to 4 hours", "3 hours, or part of it"."""
    if unit[0].isdigit():
        return unit
    return f"{'an' if unit[0] in 'aeiou' else 'a'} {unit}"
