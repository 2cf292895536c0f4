"""How the publishing page answers. Every step ends in a message and the page as it stands then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dash import Dash, Input, Output, html
from dash.exceptions import PreventUpdate

from dashboard.domain.errors import Refusal
from dashboard.services import briefing, submitting, tracing
from dashboard.services.reading import load_assessment
from dashboard.services.site import Site
from dashboard.viewmodels.publish_board import build_publish_board
from dashboard.viewmodels.upload_review import UploadReview, build_upload_review, turned_month
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
        Output(markup_of(ids.BOARD), "data"),
        Input(ids.STEP, "data"),
        prevent_initial_call=True,
    )
    def on_step(form: Form | None) -> Answer:
        return take_step(site, form)


def open_page(site: Site, query: Query) -> html.Div:
    """The first paint: the board, or above it the submission that the address names."""
    number = _number(query.get("submission"))
    message, review = "", ""
    if number is not None:
        try:
            review = layout.review_markup(load_review(site, number))
        except Refusal as refusal:
            message = layout.message_markup(str(refusal), "warning")
    return layout.layout(_board(site), review, message)


def load_review(site: Site, number: int) -> UploadReview:
    """A submission that waits, judged against what is published now."""
    review = submitting.review_submission(site, number)
    assessment = load_assessment(site)
    turns_to = turned_month(assessment, review.to_write)
    return build_upload_review(review, assessment, tracing.foresee_lamps(site, review, turns_to))


def take_step(site: Site, form: Form | None) -> Answer:
    """Do what a form asks for; a refusal is told, and what is looked at stays."""
    step = _STEPS.get(str(form.get("step"))) if form else None
    if form is None or step is None:
        raise PreventUpdate
    try:
        return step(site, form), "", _board(site)
    except Refusal as refusal:
        return layout.message_markup(str(refusal), "danger"), _looked_at(site, form), _board(site)


def publish(site: Site, form: Form) -> str:
    """Publish every submission that was chosen; how it ended."""
    numbers = [number for text in _several(form.get("number")) if (number := _number(text)) is not None]
    if not numbers:
        return layout.message_markup("还没有选报送批次。请在左边勾选要发布的，再按一次发布。", "warning")
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
    submitting.undo_submission(site, number)
    return layout.message_markup(f"报送批次 {number} 已撤回，之前的数据重新生效。")


_STEPS: Mapping[str, Callable[[Site, Form], str]] = {"publish": publish, "return": give_back, "undo": undo}


def _board(site: Site) -> str:
    waiting, published = briefing.load_waiting(site), briefing.load_published(site, _PUBLISHED)
    return layout.board_markup(build_publish_board(load_assessment(site), waiting, published))


def _looked_at(site: Site, form: Form) -> str:
    number = _number(form.get("looked_at"))
    try:
        return "" if number is None else layout.review_markup(load_review(site, number))
    except Refusal:
        return ""


def _must(form: Form) -> int:
    number = _number(form.get("number"))
    if number is None:
        raise PreventUpdate
    return number


def _number(given: object) -> int | None:
    """The number that a text is; None where it is none."""
    text = str(given)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else None


def _several(given: object) -> list[object]:
    return list(given) if isinstance(given, list) else [given]
