"""A task's clause in the document itself, with one wording and its number found in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dashboard.domain.plan import Indicator, Plan, Task
from dashboard.viewmodels.target_phrase import find_target

_NUMERALS = "一二三四五六七八九十"
_HEADING = re.compile(rf"\s*(?:第?[{_NUMERALS}百]+[、，,.．章节条]|[(（][{_NUMERALS}]+[)）])")
_NEXT = re.compile(r"\s*(?:第?\d+条|\d+[.．、](?!\d))")
_ENDS = ((_NEXT, _HEADING), (_NEXT,))  # what looks like a heading may be a part of the clause


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause around one indicator's number: `before` + `number` + `after` is the whole text.

    `number` is empty, and all text stands in `before`, where the clause does not name it.
    """

    before: str
    number: str = ""
    after: str = ""


def find_clause(plan: Plan, task: Task, indicator: Indicator | None = None) -> Clause | None:
    """The full text of a task's clause; None where the plan came without its document or the clause is not found."""
    text = _clause_text(plan, task)
    if text is None:
        return None
    found = find_target(indicator) if indicator else None
    place = text.find(indicator.wording) if indicator and found else -1
    if found is None or place < 0:
        return Clause(text)
    start = place + len(found.before)
    return Clause(text[:start], found.number, text[start + len(found.number) :])


def _clause_text(plan: Plan, task: Task) -> str | None:
    """From the line that opens with the task's number to the next clause or heading; all its wordings stand there."""
    if not plan.source or not task.number:
        return None
    lines = plan.source.splitlines()
    opens = _opening(task.number)
    wordings = [i.wording for i in plan.indicators if i.task == task.code]
    wordings += [m.wording for m in plan.milestones if m.task == task.code]
    for place, line in enumerate(lines):
        for ends in _ENDS if opens.match(line) else ():
            text = "\n".join([line.strip(), *_rest(lines[place + 1 :], ends)])
            if all(wording in text for wording in wordings):
                return text
    return None


def _opening(number: str) -> re.Pattern[str]:
    """How a clause of this number may open: 28. and 28、 and 第28条."""
    if number.isdecimal():
        return re.compile(rf"\s*(?:第{number}条|{number}[.．、](?!\d))")
    return re.compile(rf"\s*[(（第]?{re.escape(number)}")


def _rest(lines: list[str], ends: tuple[re.Pattern[str], ...]) -> list[str]:
    """The further paragraphs of a clause."""
    found: list[str] = []
    for line in lines:
        if any(end.match(line) for end in ends):
            break
        if line.strip():
            found.append(line.strip())
    return found
