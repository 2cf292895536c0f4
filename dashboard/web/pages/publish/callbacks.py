"""How the publishing page answers. Every step ends in a message and the page as it stands then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from dash import Dash, Input, Output, State, html
from dash.exceptions import PreventUpdate

from dashboard.domain.access import WHOLE, Action
from dashboard.domain.errors import Refusal
from dashboard.domain.month import Month
from dashboard.services import briefing, closing, completeness, foreseeing, submitting, undoing
from dashboard.services.access import can
from dashboard.services.reading import load_assessment
from dashboard.services.site import Site
from dashboard.viewmodels.filters import asked_month
from dashboard.viewmodels.publish_board import build_publish_board
from dashboard.viewmodels.review_rows import RowsAsked, asked_rows
from dashboard.viewmodels.upload_review import UploadReview, build_upload_review
from dashboard.web.components.fragment import markup_of, register_fragment
from dashboard.web.page import Query
from dashboard.web.pages.publish import ids, layout

_PUBLISHED = 20
_LONGEST_NUMBER = 9

Form = Mapping[str, Any]
"""What a form on the page was sent with, by the names of its fields."""

Answer = tuple[str, str, str]
"""The message, the submission that is looked at and the board, each as it is after a step."""


def register(app: Dash, site: Site) -> None:
    """Attach the publishing page's callbacks."""
    for region in (ids.BOARD, ids.REVIEW, ids.MESSAGE):
        register_fragment(app, region)

    @app.callback(
        Output(markup_of(ids.MESSAGE), "data"),
        Output(markup_of(ids.REVIEW), "data"),
        Output(markup_of(ids.BOARD), "data", allow_duplicate=True),
        Input(ids.STEP, "data"),
        State(ids.MONTH, "data"),
        prevent_initial_call=True,
    )
    def on_step(form: Form | None, month: str | None) -> Answer:
        return take_step(site, form, _month(month))

    @app.callback(
        Output(markup_of(ids.REVIEW), "data", allow_duplicate=True), Input(ids.VIEW, "data"), prevent_initial_call=True
    )
    def on_view(view: str | None) -> str:
        return turn_page(site, view)

    @app.callback(
        Output(markup_of(ids.BOARD), "data", allow_duplicate=True),
        Input(ids.LOOK, "data"),
        State(ids.MONTH, "data"),
        prevent_initial_call="initial_duplicate",
    )
    def on_open(is_board: bool | None, month: str | None) -> str:
        if not is_board:
            raise PreventUpdate
        return _board(site, _month(month), look=True)


def open_page(site: Site, query: Query) -> html.Div:
    """The first paint: the board, or in its place the submission that the address names."""
    month = asked_month(query)
    message, review = _looked_at(site, query)
    board = "" if review else _board(site, month)
    return layout.layout(board, review, message, str(month) if month else None)


def load_review(site: Site, number: int, rows: RowsAsked | None = None) -> UploadReview:
    """A submission that waits, judged against what is published now."""
    review = submitting.review_submission(site, number)
    return build_upload_review(review, foreseeing.foresee_publication(site, review), rows)


def turn_page(site: Site, view: str | None) -> str:
    """The submission that is looked at, with the rows of it that were asked for."""
    number, rows = asked_rows(view)
    if number is None:
        raise PreventUpdate
    try:
        return layout.review_markup(load_review(site, number, rows))
    except Refusal as refusal:
        return layout.message_markup(str(refusal), "warning")


def take_step(site: Site, form: Form | None, month: Month | None) -> Answer:
    """Do what a form asks for; a refusal is told, and what is looked at stays."""
    step = _STEPS.get(str(form.get("step"))) if form else None
    if form is None or step is None:
        raise PreventUpdate
    try:
        return step(site, form), "", _board(site, month, look=True)
    except Refusal as refusal:
        said = layout.message_markup(str(refusal), "danger")
        looked_at = _looked_at(site, {str(form.get("looking")): str(form.get("number"))})[1]
        return said, looked_at, "" if looked_at else _board(site, month, look=True)


def publish(site: Site, form: Form) -> str:
    """Publish every submission that was chosen; how it ended."""
    numbers = [number for text in _several(form.get("number")) if (number := _number(text)) is not None]
    if not numbers:
        return layout.message_markup("还没有选报送批次。请勾选要发布的，再按一次“发布所选”。", "warning")
    ended = submitting.publish_all(site, numbers)
    refused = {number: reason for number, reason in ended.items() if reason is not None}
    return layout.ended_markup(len(ended) - len(refused), refused)


def give_back(site: Site, form: Form) -> str:
    """Return a submission with its reason."""
    number = _must(form)
    submitting.return_submission(site, number, reason=str(form.get("reason") or ""))
    return layout.message_markup(f"报送批次 {number} 已退回，原因已写给报送的人。")


def undo(site: Site, form: Form) -> str:
    """Withdraw a published submission."""
    number = _must(form)
    undoing.undo_submission(site, number)
    return layout.message_markup(f"报送批次 {number} 已撤回，之前的数据重新生效。")


def close(site: Site, form: Form) -> str:
    """Close a month, or name further exceptions."""
    exceptions = [str(name) for name in _several(form.get("except")) if name]
    return layout.message_markup(closing.close_month(site, _must_month(form), exceptions=exceptions))


def reopen(site: Site, form: Form) -> str:
    """Open a closed month again."""
    return layout.message_markup(closing.open_month(site, _must_month(form)))


_STEPS: Mapping[str, Callable[[Site, Form], str]] = {
    "publish": publish,
    "return": give_back,
    "undo": undo,
    "close": close,
    "open": reopen,
}


def _board(site: Site, month: Month | None, *, look: bool = False) -> str:
    """The board; with `look` each submission that waits is judged, which takes a moment."""
    waiting = briefing.load_waiting(site)
    board = build_publish_board(
        load_assessment(site),
        waiting,
        briefing.load_published(site, _PUBLISHED),
        completeness.load_completeness(site, month),
        may_close=can(site, Action.CLOSE, WHOLE),
        effects=briefing.load_effects(site, waiting, partial(load_review, site)) if look else {},
    )
    return layout.board_markup(board)


def _looked_at(site: Site, query: Query) -> tuple[str, str]:
    """Why what the address names cannot be looked at, and its markup where it can."""
    number, undone = _number(query.get("submission")), _number(query.get("undo"))
    try:
        if number is not None:
            return "", layout.review_markup(load_review(site, number))
        return "", layout.undo_markup(foreseeing.review_undo(site, undone)) if undone is not None else ""
    except Refusal as refusal:
        return layout.message_markup(str(refusal), "warning"), ""


def _must(form: Form) -> int:
    number = _number(form.get("number"))
    if number is None:
        raise PreventUpdate
    return number


def _must_month(form: Form) -> Month:
    month = _month(form.get("month"))
    if month is None:
        raise PreventUpdate
    return month


def _month(given: object) -> Month | None:
    return asked_month({"month": str(given) if given else None})


def _number(given: object) -> int | None:
    """The number that a text is; None where it is none."""
    text = str(given)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else None


def _several(given: object) -> list[object]:
    return list(given) if isinstance(given, list) else [given]
