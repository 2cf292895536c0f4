"""What the forms of a review ask for: cells to be mended, words to be kept beside the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dash.exceptions import PreventUpdate

from dashboard.domain.mending import ProblemKey
from dashboard.services import mending
from dashboard.services.site import Site

Form = Mapping[str, Any]
"""What a form on the page was sent with, by the names of its fields."""

_LONGEST_NUMBER = 9
_CELL = "cell-"


def number_in(text: object) -> int | None:
    """The number that a text is; None where it is none."""
    found = str(text)
    return int(found) if found.isascii() and found.isdigit() and len(found) <= _LONGEST_NUMBER else None


def take_mend(site: Site, form: Form) -> int:
    """Do what a form asks for; the number of the submission that it is about."""
    number, step = _must(form.get("number")), _STEPS.get(str(form.get("step")))
    if step is None:
        raise PreventUpdate
    step(site, number, form)
    return number


def _mend(site: Site, number: int, form: Form) -> None:
    texts = {str(name)[len(_CELL) :]: str(text) for name, text in form.items() if str(name).startswith(_CELL)}
    mending.mend_cells(site, number, _must(form.get("line")), texts)


def _leave_out(site: Site, number: int, form: Form) -> None:
    mending.leave_out(site, number, _must(form.get("line")))


def _restore(site: Site, number: int, form: Form) -> None:
    mending.restore_line(site, number, _must(form.get("line")))


def _explain(site: Site, number: int, form: Form) -> None:
    column = str(form.get("column") or "") or None
    key = ProblemKey(number_in(form.get("line")), column, str(form.get("code")))
    mending.explain(site, number, key, str(form.get("said") or ""))


def _explain_alike(site: Site, number: int, form: Form) -> None:
    mending.explain_alike(site, number, str(form.get("code")), str(form.get("said") or ""))


_STEPS: Mapping[str, Callable[[Site, int, Form], None]] = {
    "mend": _mend,
    "leave-out": _leave_out,
    "restore": _restore,
    "explain": _explain,
    "explain-alike": _explain_alike,
}


def _must(given: object) -> int:
    number = number_in(given)
    if number is None:
        raise PreventUpdate
    return number
