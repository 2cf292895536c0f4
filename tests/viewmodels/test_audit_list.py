"""The audit log in the words of the interface: whatever a service records has a word, and no two have the same."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from dashboard.services.signing_in import SIGN_IN
from dashboard.viewmodels.audit_list import ACTION_WORDS, action_word

SERVICES = Path(__file__).parents[2] / "dashboard" / "services"
PLACE = {"record": 2, "note": 1}  # which argument is the action


def recorded() -> Iterator[str]:
    """Every action that a service names where it records."""
    for file in SERVICES.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PLACE:
                action = node.args[PLACE[node.func.id]]
                yield from (part.value for part in ast.walk(action) if isinstance(part, ast.Constant))


def test_whatever_is_recorded_has_a_word() -> None:
    found = set(recorded())
    assert {"publish", "target change", SIGN_IN} - found == {SIGN_IN}
    assert {action for action in {*found, SIGN_IN} if action_word(action) == action} == set()


def test_no_two_actions_are_told_by_the_same_word() -> None:
    assert len(set(ACTION_WORDS.values())) == len(ACTION_WORDS)
