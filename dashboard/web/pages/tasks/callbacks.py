"""How the inspection list answers: to a filter, and to what somebody says of a milestone or a task."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, html, no_update
from dash.exceptions import PreventUpdate

from dashboard.domain.errors import EntryRefused, Refusal
from dashboard.services.duties import load_task_list
from dashboard.services.following_up import LONGEST, mark_milestone, unmark_milestone, write_note
from dashboard.services.looking import load_choices, load_outlook
from dashboard.services.site import Site
from dashboard.viewmodels.filters import Query
from dashboard.viewmodels.task_list import TaskList, focus_of
from dashboard.web.components.fragment import markup_of, register_fragment
from dashboard.web.components.scope_bar import scope_inputs
from dashboard.web.lasting import lasting
from dashboard.web.pages.tasks import ids, layout

Form = Mapping[str, Any]
"""What a form on the page was sent with, by the names of its fields."""


def register(app: Dash, site: Site) -> None:
    """Attach the inspection list's callbacks."""
    register_fragment(app, ids.BODY)
    register_fragment(app, ids.DIALOGS)
    controls = (*ids.SCOPE.controls, ids.ONLY)
    app.clientside_callback(
        ClientsideFunction("board", "push_address"),
        *(Input(control, "value") for control in controls),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("board", "hear"),
        Output(ids.HEARD, "children"),
        Input(ids.SAID, "data"),
        prevent_initial_call=True,
    )

    @app.callback(
        Output(markup_of(ids.BODY), "data"),
        *scope_inputs(ids.SCOPE),
        Input(ids.ONLY, "value"),
        prevent_initial_call=True,
    )
    @lasting(site)
    def on_filter(*values: Any) -> str:
        return show(site, _query(values))

    @app.callback(
        Output(markup_of(ids.BODY), "data", allow_duplicate=True),
        Output(ids.SAID, "data"),
        Input(ids.STEP, "data"),
        *(State(control, "value") for control in controls),
        prevent_initial_call=True,
    )
    def on_step(form: Form | None, *values: Any) -> tuple[Any, dict[str, Any]]:
        return take_step(site, form, _query(values))


def open_page(site: Site, query: Query) -> html.Div:
    """The first paint: the scope that the address names."""
    outlook = load_outlook(site, query)
    tasks = load_task_list(site, outlook, focus_of(query))
    return layout.layout(tasks, load_choices(site, outlook.assessment), outlook.unknown, LONGEST)


def show(site: Site, query: Query) -> str:
    """The page for another scope."""
    return layout.body(load_tasks(site, query))


def load_tasks(site: Site, query: Query) -> TaskList:
    """The list that an address asks for."""
    return load_task_list(site, load_outlook(site, query), focus_of(query))


def take_step(site: Site, form: Form | None, query: Query) -> tuple[Any, dict[str, Any]]:
    """Do what a form asks for; the page as it stands then, and how it ended. A refusal is told where it was asked."""
    step = _STEPS.get(str(form.get("step"))) if form else None
    if form is None or step is None:
        raise PreventUpdate
    try:
        said = step(site, form, query.get("plan"))
    except Refusal as refusal:
        return no_update, {"ok": False, "said": str(refusal)}
    return show(site, query), {"ok": True, "said": said}


def _mark(site: Site, form: Form, plan: str | None) -> str:
    try:
        day = date.fromisoformat(str(form.get("day")))
    except ValueError:
        raise EntryRefused("请选择完成日期，没有保存。") from None
    mark_milestone(site, str(form.get("code")), day, str(form.get("text") or ""), plan=plan)
    return "已标记完成。"


def _unmark(site: Site, form: Form, plan: str | None) -> str:
    unmark_milestone(site, str(form.get("code")), str(form.get("text") or ""), plan=plan)
    return "已取消完成标记。"


def _note(site: Site, form: Form, plan: str | None) -> str:
    write_note(site, str(form.get("code")), str(form.get("text") or ""), plan=plan)
    return "批注已保存。"


_STEPS: dict[str, Callable[[Site, Form, str | None], str]] = {"mark": _mark, "unmark": _unmark, "note": _note}


def _query(values: tuple[Any, ...]) -> dict[str, str | None]:
    *asked, only = values
    return {**ids.SCOPE.query(asked), "only": only}
