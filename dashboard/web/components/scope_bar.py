"""The scope bar: what a desk page is looking at, one control for each filter, all in one row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import Any

import dash_bootstrap_components as dbc
from dash import ClientsideFunction, Dash, Input, State, html
from dash.development.base_component import Component

from dashboard.domain.month import Month
from dashboard.domain.plan import Plan, Region
from dashboard.domain.scope import Role
from dashboard.viewmodels.filters import ALL, NAMES, Filters
from dashboard.viewmodels.scope_choices import PlanChoice, ScopeChoices
from dashboard.web.wording import month_label

_TYPING_ENDS_MS = 250

_ROLES = ((Role.LEAD, "只看牵头"), (Role.RESPONSIBLE, "只看责任"))

Option = tuple[str, str]
"""A value and its word."""


@dataclass(frozen=True, slots=True)
class ScopeIds:
    """The ids of a page's controls; None leaves a control out. Each ends in the name that the address gives it."""

    plan: str
    month: str
    region: str
    department: str | None = None
    role: str | None = None
    pillar: str | None = None
    status: str | None = None
    text: str | None = None

    @property
    def controls(self) -> tuple[str, ...]:
        """The controls that are there, in the order of the address."""
        return tuple(control for control in astuple(self) if control)

    def query(self, values: Iterable[Any]) -> dict[str, str | None]:
        """The values of the controls, in their order, under the names that the address gives them."""
        return {control.rpartition("-")[2]: value for control, value in zip(self.controls, values, strict=True)}


def scope_ids(page: str, *names: str) -> ScopeIds:
    """The ids of a page's scope bar: with all filters, or with these beside plan, month and region."""
    wanted = ("plan", "month", "region", *names) if names else NAMES
    return ScopeIds(**{name: f"{page}-{name}" for name in wanted})


def scope_inputs(ids: ScopeIds) -> tuple[Input | State, ...]:
    """What a page's callback is asked by, in the order of the controls; `ids.query` gives the values their names.

    Another plan opens the page anew, so it is no question to it.
    """
    plan, *others = ids.controls
    return State(plan, "value"), *(Input(control, "value") for control in others)


def register_plan(app: Dash, ids: ScopeIds) -> None:
    """Let another plan open the page anew, for a page whose answers name the address themselves."""
    app.clientside_callback(
        ClientsideFunction("board", "push_address"), Input(ids.plan, "value"), prevent_initial_call=True
    )  # fmt: skip


def register_scope(app: Dash, ids: ScopeIds) -> None:
    """Let the address follow the controls: a link to it shows the same picture, and back goes back."""
    app.clientside_callback(
        ClientsideFunction("board", "push_address"),
        *(Input(control, "value") for control in ids.controls),
        prevent_initial_call=True,
    )


def scope_bar(ids: ScopeIds, choices: ScopeChoices, plan: Plan, filters: Filters, as_of: Month) -> html.Div:
    """The controls, set as the filters are."""
    fields = [
        _plan_field(ids.plan, choices.plans, plan),
        choice("月份", ids.month, ((str(m), month_label(m)) for m in choices.months), str(as_of), "field-month"),
        _region_field(ids.region, choices.regions, filters),
        *_narrowing(ids, choices, filters),
    ]
    class_name = "scope" if ids.status else "scope scope-alone"
    return html.Div(
        html.Div([*fields, *_hidden_status(ids, filters)], className="scope-fields"),
        className=class_name,
        role="search",
        **{"aria-label": "查看范围"},
    )


def _narrowing(ids: ScopeIds, choices: ScopeChoices, filters: Filters) -> Iterable[Component]:
    if ids.department:
        names = [(ALL, "全部部门"), *((d.name, d.name) for d in choices.departments)]
        yield choice("部门", ids.department, names, filters.department, "field-department field-more")
    if ids.role:
        roles = [(ALL, "牵头或责任"), *((role.value, word) for role, word in _ROLES)]
        yield choice("承担方式", ids.role, roles, filters.role.value if filters.role else None, "field-role field-more")
    if ids.pillar:
        pillars = [(ALL, "全部板块"), *((p.code, p.name) for p in choices.pillars)]
        yield choice("板块", ids.pillar, pillars, filters.pillar, "field-pillar field-more")
    if ids.text:
        yield _field("查找", ids.text, _search(ids.text, filters.text), "field-text")
        yield html.Button(
            "更多筛选", type="button", className="btn btn-outline scope-more", **{"data-action": "more"}
        )  # fmt: skip


def _plan_field(control: str, plans: Sequence[PlanChoice], plan: Plan) -> html.Div:
    """The plan's title; to be chosen only where there are several."""
    if len(plans) > 1:
        return choice("工作要点", control, ((p.code, p.title) for p in plans), plan.code, "field-plan")
    said = html.Span(plan.title, className="field-said", title=plan.title)
    return html.Div(
        [html.Span("工作要点", className="form-label"), said, dbc.Input(id=control, type="hidden", value=plan.code)],
        className="field field-plan",
    )


def _region_field(control: str, regions: Sequence[Region], filters: Filters) -> html.Div:
    return choice("县区", control, region_options(regions), filters.region, "field-region")


def region_options(regions: Iterable[Region]) -> list[Option]:
    """Regions to choose from; the city stands for all of them."""
    return [(ALL if r.parent is None else r.code, r.label if r.parent is None else r.name) for r in regions]


def _search(control: str, text: str | None) -> dbc.Input:
    return dbc.Input(
        id=control,
        type="search",
        value=text or "",
        debounce=_TYPING_ENDS_MS,
        placeholder="名称、拼音首字母、第28条、T28-1",
        autocomplete="off",
        maxlength=80,
    )


def _hidden_status(ids: ScopeIds, filters: Filters) -> list[Component]:
    """The lamp is chosen by chips that are drawn with their counts; this holds what they set."""
    if not ids.status:
        return []
    return [dbc.Input(id=ids.status, type="hidden", value=filters.status.value if filters.status else "")]


def choice(label: str, control: str, options: Iterable[Option], value: str | None, class_name: str) -> html.Div:
    """A control with its label, set to a value or left open."""
    found = [{"value": value, "label": word} for value, word in options]
    return _field(label, control, dbc.Select(id=control, options=found, value=value or ALL), class_name)


def _field(label: str, control: str, component: Component, class_name: str) -> html.Div:
    return html.Div(
        [html.Label(label, htmlFor=control, className="form-label"), component], className=f"field {class_name}"
    )
