"""Every action is keyword-only, says by whom, is atomic and leaves a log entry."""

import ast

import pytest

from tests.architecture.house import called_names, functions, name_of, sources


def shortcomings(modules):
    """What the actions in some modules lack, for {name: source}.

    An action may be logged by a helper or another action that it calls, in any of the modules.
    """
    trees = {name: ast.parse(source) for name, source in modules.items()}
    every = [f for tree in trees.values() for f in functions(tree)]
    logging = {f.name for f in every if {"log", "log_all"} & called_names(f)}
    while more := {f.name for f in every if called_names(f) & logging} - logging:
        logging |= more
    found = []
    for name, tree in trees.items():
        for function in functions(tree):
            if function.name.startswith("_"):
                continue
            arguments = function.args
            lacks = [
                ("positional arguments", arguments.args or arguments.posonlyargs),
                ("no by=", "by" not in [a.arg for a in arguments.kwonlyargs]),
                ("not atomic", "atomic" not in ast.unparse(function)),
                ("no log entry", function.name not in logging),
            ]
            found += [f"{name}:{function.name}: {lack}" for lack, true in lacks if true]
    return found


def test_every_action_keeps_the_rules():
    modules = {name_of(path): path.read_text() for path in sources("actions")}
    assert shortcomings(modules) == []


GOOD = """
@transaction.atomic
def pause(*, member, by):
    member.save()
    log(instance=member, action="people.pause", user=by)
"""


@pytest.mark.parametrize(
    ("good", "bad", "lack"),
    [
        ("*, member", "member, *", "positional arguments"),
        (", by", "", "no by="),
        ("@transaction.atomic", "", "not atomic"),
        ("    log(", "    print(", "no log entry"),
    ],
)
def test_an_action_that_breaks_a_rule_is_found(good, bad, lack):
    assert shortcomings({"room": GOOD}) == []
    assert f"room:pause: {lack}" in shortcomings({"room": GOOD.replace(good, bad)})
