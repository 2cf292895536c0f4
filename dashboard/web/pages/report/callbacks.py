"""How the report page answers. Every step ends in a message and the board as it stands then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, html, no_update, set_props
from dash import State as Held
from dash.exceptions import PreventUpdate

from dashboard.domain.errors import Refusal, SubmissionRefused
from dashboard.domain.month import Month
from dashboard.services import demonstration, foreseeing, submitting, tracing, undoing
from dashboard.services.access import can, publishing
from dashboard.services.reading import load_assessment
from dashboard.services.site import Site
from dashboard.storage.submissions import State
from dashboard.viewmodels.filters import asked_month
from dashboard.viewmodels.report_board import ReportBoard, SubmissionLine, build_report_board, choose_report_month
from dashboard.viewmodels.review_rows import asked_rows
from dashboard.viewmodels.upload_review import UploadReview, build_upload_review
from dashboard.web.components.fragment import markup_of, register_fragment
from dashboard.web.page import Query
from dashboard.web.pages.report import ids, layout, mending

NO_DRAFT = 0
"""In the store of the draft: there is none any more. A page that was opened without one has None there."""

_SUBMISSIONS = 20

Step = tuple[Any, Any, Any]
"""The message, the draft under review and the board, each as it is after a step."""

Shown = tuple[str, str, layout.Effect | None]
"""The review, the page's state and what the foot is worded from."""


def register(app: Dash, site: Site) -> None:
    """Attach the report page's callbacks."""
    for region in (ids.UPLOAD, ids.BOARD, ids.REVIEW, ids.MESSAGE):
        register_fragment(app, region)
    app.clientside_callback(
        ClientsideFunction("report", "follow"),
        Output(ids.ACCEPT, "value"),
        Output(ids.RECEIPT, "href"),
        Input(ids.DRAFT, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("upload", "settle"), Input(ids.EFFECT, "data"), prevent_initial_call=True
    )
    _register_review(app, site)
    _register_steps(app, site)


def _register_review(app: Dash, site: Site) -> None:
    def outputs(again: bool) -> tuple[Output, ...]:
        return (
            Output(markup_of(ids.REVIEW), "data", allow_duplicate=again),
            Output(ids.ROOT, "className", allow_duplicate=again),
            Output(ids.EFFECT, "data", allow_duplicate=again),
        )

    @app.callback(*outputs(again=False), Input(ids.DRAFT, "data"), Held(ids.EFFECT, "data"), prevent_initial_call=True)
    def on_draft(number: int | None, effect: layout.Effect | None) -> Shown:
        if number is None or (effect and effect["submission"] == number):
            raise PreventUpdate  # a store speaks up when it is put there, with what the page shows already
        return show_draft(site, number)

    @app.callback(*outputs(again=True), Input(ids.MEND, "data"), Held(ids.VIEW, "data"), prevent_initial_call=True)
    def on_mend(form: mending.Form | None, view: str | None) -> Shown:
        said, shown = mend(site, form, view)
        set_props(markup_of(ids.MESSAGE), {"data": said})
        return shown

    @app.callback(
        Output(markup_of(ids.REVIEW), "data", allow_duplicate=True), Input(ids.VIEW, "data"), prevent_initial_call=True
    )
    def on_view(view: str | None) -> str:
        return show_draft(site, asked(view, asked_rows(view)[0]), view)[0]

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
        Held(ids.ACCEPT, "value"),
        prevent_initial_call=True,
    )
    def on_submit(clicks: int | None, number: int | None, accept: bool | None) -> Step:
        return submit(site, asked(clicks, number), accept=bool(accept))

    @app.callback(*outputs, Input(ids.DISCARD, "n_clicks"), Held(ids.DRAFT, "data"), prevent_initial_call=True)
    def on_discard(clicks: int | None, number: int | None) -> Step:
        return discard(site, asked(clicks, number))

    @app.callback(*outputs, Input(ids.UNDO, "data"), prevent_initial_call=True)
    def on_undo(form: mending.Form | None) -> Step:
        return take_from_list(site, form)

    @app.callback(*outputs, Input(ids.DEMONSTRATION, "data"), prevent_initial_call=True)
    def on_demonstration(revision: str | None) -> Step:
        asked(revision, revision)
        return remove_demonstration(site)


def open_page(site: Site, query: Query) -> html.Div:
    """The first paint: the month that the address names, or the draft that it names, under review."""
    board = load_board(site, asked_month(query))
    limit = site.settings.max_upload_megabytes
    draft, undone = mending.number_in(query.get("draft")), mending.number_in(query.get("undo"))
    try:
        if draft is not None:
            return layout.layout(board, limit, load_review(site, draft))
        if undone is not None:
            return layout.layout(board, limit, None, beside=layout.undo_markup(foreseeing.review_undo(site, undone)))
        return layout.layout(board, limit, None)
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
    may_undo = can(site, publishing(present.plan))
    return build_report_board(present, of_month, lines, may_undo=may_undo)


def load_review(site: Site, number: int, view: str | None = None) -> UploadReview:
    """A draft judged against what is published now; refused where it is no draft any more."""
    found, review = submitting.look_into(site, number)
    outlook = foreseeing.foresee_publication(site, review)
    returned = found.reason if found.state is State.RETURNED else ""
    about, rows = asked_rows(view)
    return build_upload_review(review, outlook, rows if about == number else None, returned)


def show_draft(site: Site, number: int | None, view: str | None = None) -> Shown:
    """The page's review part, its state and what the foot says; without a draft the idle page."""
    try:
        review = load_review(site, number, view) if number else None
    except Refusal as refusal:
        return layout.message_markup(str(refusal), "warning"), layout.NO_REVIEW, None
    return layout.review_markup(review), layout.state_of(review), layout.effect_of(review)


def mend(site: Site, form: mending.Form | None, view: str | None) -> tuple[str, Shown]:
    """Keep what a form of the review asks for; why not, where it cannot be, and the review as it stands then."""
    if form is None:
        raise PreventUpdate
    number, said = mending.number_in(form.get("number")), ""
    try:
        mending.take_mend(site, form)
    except Refusal as refusal:
        said = layout.message_markup(str(refusal), "warning")
    return said, show_draft(site, number, view)


def submit(site: Site, number: int, *, accept: bool) -> Step:
    """Hand a draft in; where it cannot be, the review stays and the reason is said."""

    def take() -> Step:
        loaded = submitting.submit(site, number, accept_valid=accept)
        counts = loaded.review.checked.counts
        if loaded.state is not None:
            return layout.done_markup(number, counts, loaded.state.value), NO_DRAFT, _board(site)
        effect = layout.effect_of(load_review(site, number)) or {}
        sentence = layout.refusal_words(effect, accept, loaded.refusal)
        return layout.message_markup(sentence, "warning"), no_update, no_update

    return _or_reason(site, take)


def discard(site: Site, number: int) -> Step:
    """Give up a draft."""

    def take() -> Step:
        state = submitting.discard(site, number)
        return layout.message_markup(layout.ENDED[state.value].format(number)), NO_DRAFT, _board(site)

    return _or_reason(site, take)


def take_from_list(site: Site, form: mending.Form | None) -> Step:
    """Withdraw a published submission, or take one that waits back into hand."""
    number = asked(form, mending.number_in(form.get("number")) if form else None)
    if form and form.get("step") == "take-back":
        return take_back(site, number)
    return undo(site, number)


def undo(site: Site, number: int) -> Step:
    """Withdraw a published submission."""

    def take() -> Step:
        state = undoing.undo_submission(site, number)
        return layout.message_markup(layout.ENDED[state.value].format(number)), NO_DRAFT, _board(site)

    return _or_reason(site, take)


def take_back(site: Site, number: int) -> Step:
    """Make what was handed in a draft again, and open it."""

    def take() -> Step:
        submitting.take_back(site, number)
        return layout.message_markup(f"报送批次 {number} 已收回，又是草稿：改好可以再提交。"), number, _board(site)

    return _or_reason(site, take)


def remove_demonstration(site: Site) -> Step:
    """Take every demonstration figure out."""

    def take() -> Step:
        count = demonstration.remove_demonstration(site)
        return layout.message_markup(f"演示数据已撤下，共撤回 {count:,} 个报送批次。"), NO_DRAFT, _board(site)

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
        return layout.message_markup(str(refusal), "warning"), NO_DRAFT, _board(site)
    except Refusal as refusal:
        return layout.message_markup(str(refusal), "danger"), no_update, no_update


def asked(given: object, number: int | str | None) -> int:
    """The number that somebody asked for; nobody did where the page is only being put together."""
    found = mending.number_in(number)
    if not given or found is None:
        raise PreventUpdate
    return found
