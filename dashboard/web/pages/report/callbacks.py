"""How the report page answers. Every step ends in a message and the board as it stands then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, no_update, set_props
from dash import State as Held
from dash.exceptions import PreventUpdate

from dashboard.domain.errors import Refusal, SubmissionRefused
from dashboard.services import demonstration, submitting, undoing
from dashboard.services.site import Site
from dashboard.viewmodels.review_rows import asked_rows
from dashboard.web.components.fragment import markup_of, register_fragment
from dashboard.web.pages.report import ids, layout, mending
from dashboard.web.pages.report.loading import Shown, load_board, load_review, show_draft

NO_DRAFT = 0
"""In the store of the draft: there is none any more. A page that was opened without one has None there."""


Step = tuple[Any, Any, Any]
"""The message, the draft under review and the board, each as it is after a step."""


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

    @app.callback(
        Output(markup_of(ids.BOARD), "data", allow_duplicate=True), Input(ids.LOOK, "data"), prevent_initial_call=True
    )
    def on_look(asked_at: int | None) -> str:
        if asked_at is None:
            raise PreventUpdate
        return _board(site)

    @app.callback(*outputs, Input(ids.DEMONSTRATION, "data"), prevent_initial_call=True)
    def on_demonstration(revision: str | None) -> Step:
        asked(revision, revision)
        return remove_demonstration(site)


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
