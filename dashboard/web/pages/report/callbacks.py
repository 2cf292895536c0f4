"""How the report page answers. Every step ends in a message and the board as it stands then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, html, no_update
from dash import State as Held
from dash.exceptions import PreventUpdate

from dashboard.domain.errors import Refusal, SubmissionRefused
from dashboard.domain.month import Month
from dashboard.services import demonstration, foreseeing, submitting, tracing, undoing
from dashboard.services.reading import load_assessment
from dashboard.services.site import Site
from dashboard.storage.submissions import State
from dashboard.viewmodels.filters import asked_month
from dashboard.viewmodels.report_board import ReportBoard, SubmissionLine, build_report_board, choose_report_month
from dashboard.viewmodels.upload_review import UploadReview, build_upload_review
from dashboard.web.components.fragment import markup_of, register_fragment
from dashboard.web.page import Query
from dashboard.web.pages.report import ids, layout

_SUBMISSIONS = 20
_LONGEST_NUMBER = 9

Step = tuple[Any, Any, Any]
"""The message, the draft under review and the board, each as it is after a step."""


def register(app: Dash, site: Site) -> None:
    """Attach the report page's callbacks."""
    for region in (ids.UPLOAD, ids.BOARD, ids.REVIEW, ids.MESSAGE):
        register_fragment(app, region)
    app.clientside_callback(
        ClientsideFunction("report", "follow"),
        Output(ids.EXPLAIN, "value"),
        Output(ids.ACCEPT, "value"),
        Input(ids.DRAFT, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("upload", "settle"), Input(ids.EFFECT, "data"), prevent_initial_call=True
    )
    _register_review(app, site)
    _register_steps(app, site)


def _register_review(app: Dash, site: Site) -> None:
    @app.callback(
        Output(markup_of(ids.REVIEW), "data"),
        Output(ids.ROOT, "className"),
        Output(ids.EFFECT, "data"),
        Input(ids.DRAFT, "data"),
        prevent_initial_call=True,
    )
    def on_draft(number: int | None) -> tuple[str, str, layout.Effect | None]:
        return show_draft(site, number)

    @app.callback(
        Output(ids.SUBMIT, "children"),
        Output(ids.SAY, "children"),
        Input(ids.EFFECT, "data"),
        Input(ids.ACCEPT, "value"),
        prevent_initial_call=True,
    )
    def on_effect(effect: layout.Effect | None, accept: bool | None) -> tuple[str, list[Any]]:
        return layout.submit_word(effect), layout.foot_words(effect, bool(accept))


def _register_steps(app: Dash, site: Site) -> None:
    outputs = (
        Output(markup_of(ids.MESSAGE), "data", allow_duplicate=True),
        Output(ids.DRAFT, "data", allow_duplicate=True),
        Output(markup_of(ids.BOARD), "data", allow_duplicate=True),
    )

    @app.callback(
        *outputs,
        Input(ids.SUBMIT, "n_clicks"),
        Held(ids.DRAFT, "data"),
        Held(ids.EXPLAIN, "value"),
        Held(ids.ACCEPT, "value"),
        prevent_initial_call=True,
    )
    def on_submit(clicks: int | None, number: int | None, explanation: str | None, accept: bool | None) -> Step:
        return submit(site, asked(clicks, number), explanation or "", bool(accept))

    @app.callback(*outputs, Input(ids.DISCARD, "n_clicks"), Held(ids.DRAFT, "data"), prevent_initial_call=True)
    def on_discard(clicks: int | None, number: int | None) -> Step:
        return discard(site, asked(clicks, number))

    @app.callback(*outputs, Input(ids.UNDO, "data"), prevent_initial_call=True)
    def on_undo(number: str | None) -> Step:
        return undo(site, asked(number, number))

    @app.callback(*outputs, Input(ids.DEMONSTRATION, "data"), prevent_initial_call=True)
    def on_demonstration(revision: str | None) -> Step:
        asked(revision, revision)
        return remove_demonstration(site)


def open_page(site: Site, query: Query) -> html.Div:
    """The first paint: the month that the address names, or the draft that it names, under review."""
    board = load_board(site, asked_month(query))
    limit, draft = site.settings.max_upload_megabytes, query.get("draft", "")
    if not _is_number(draft):
        return layout.layout(board, limit, None)
    try:
        return layout.layout(board, limit, load_review(site, int(draft)))
    except Refusal as refusal:
        return layout.layout(board, limit, None, layout.message_markup(str(refusal), "warning"))


def load_board(site: Site, month: Month | None = None) -> ReportBoard:
    """The dues of a month (the running one without a month) and the latest submissions."""
    present = load_assessment(site)
    of_month = load_assessment(site, choose_report_month(present, month))
    lines = (
        SubmissionLine(
            number=s.id,
            state=s.state.value,
            file=s.name,
            figures=s.figures,
            by=s.last_step[1],
            at=s.last_step[0],
            demonstration=s.demonstration,
            reason=s.reason if s.state is State.RETURNED else "",
        )
        for s in tracing.list_submissions(site, _SUBMISSIONS)
    )
    return build_report_board(present, of_month, lines)


def load_review(site: Site, number: int) -> UploadReview:
    """A draft judged against what is published now; refused where it is no draft any more."""
    review = submitting.review_submission(site, number)
    return build_upload_review(review, foreseeing.foresee_publication(site, review))


def show_draft(site: Site, number: int | None) -> tuple[str, str, layout.Effect | None]:
    """The page's review part, its state and what the foot says; without a draft the idle page."""
    try:
        review = None if number is None else load_review(site, number)
    except Refusal as refusal:
        return layout.message_markup(str(refusal), "warning"), layout.NO_REVIEW, None
    return layout.review_markup(review), layout.state_of(review), layout.effect_of(review)


def submit(site: Site, number: int, explanation: str, accept: bool) -> Step:
    """Hand a draft in; where it cannot be, the review stays and the reason is said."""

    def take() -> Step:
        loaded = submitting.submit(site, number, explanation=explanation.strip(), accept_valid=accept)
        counts = loaded.review.checked.counts
        if loaded.state is not None:
            return layout.done_markup(number, counts, loaded.state.value), None, _board(site)
        effect = layout.effect_of(load_review(site, number)) or {}
        sentence = layout.refusal_words(effect, accept, explanation, loaded.refusal)
        return layout.message_markup(sentence, "warning"), no_update, no_update

    return _or_reason(site, take)


def discard(site: Site, number: int) -> Step:
    """Give up a draft."""

    def take() -> Step:
        state = submitting.discard(site, number)
        return layout.message_markup(layout.ENDED[state.value].format(number)), None, _board(site)

    return _or_reason(site, take)


def undo(site: Site, number: int) -> Step:
    """Withdraw a published submission, or give up a draft."""

    def take() -> Step:
        state = undoing.undo_submission(site, number)
        return layout.message_markup(layout.ENDED[state.value].format(number)), None, _board(site)

    return _or_reason(site, take)


def remove_demonstration(site: Site) -> Step:
    """Take every demonstration figure out."""

    def take() -> Step:
        count = demonstration.remove_demonstration(site)
        return layout.message_markup(f"演示数据已撤下，共撤回 {count:,} 个报送批次。"), None, _board(site)

    return _or_reason(site, take)


def _board(site: Site) -> str:
    return layout.board_markup(load_board(site))


def _or_reason(site: Site, take: Callable[[], Step]) -> Step:
    """What the step came to; a refusal becomes a sentence.

    Where somebody else took the step already, the page shows what is now; else everything else on it stays.
    """
    try:
        return take()
    except SubmissionRefused as refusal:
        return layout.message_markup(str(refusal), "warning"), None, _board(site)
    except Refusal as refusal:
        return layout.message_markup(str(refusal), "danger"), no_update, no_update


def asked(given: object, number: int | str | None) -> int:
    """The number that somebody asked for; nobody did where the page is only being put together."""
    if not given or number is None or not _is_number(str(number)):
        raise PreventUpdate
    return int(number)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
