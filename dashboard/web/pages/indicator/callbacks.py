"""How the page of one indicator answers."""

from __future__ import annotations

from collections.abc import Mapping

from dash import ClientsideFunction, Dash, Input, Output, State, html

from dashboard.services.following_up import load_follow_up
from dashboard.services.planning import list_plan_choices
from dashboard.services.reading import load_assessment, load_reported
from dashboard.services.site import Site
from dashboard.services.tracing import load_origins
from dashboard.viewmodels.filters import Filters, asked_month
from dashboard.viewmodels.indicator_sheet import (
    IndicatorSheet,
    build_indicator_sheet,
    choose_place,
    reporting_regions,
)
from dashboard.viewmodels.origin_month import MONTHS_BACK
from dashboard.viewmodels.scope_choices import build_scope_choices
from dashboard.web import wording
from dashboard.web.components.chart import figure_of, register_chart
from dashboard.web.components.fragment import markup_of, register_fragment
from dashboard.web.lasting import lasting
from dashboard.web.page import Query
from dashboard.web.pages.indicator import ids, layout
from dashboard.web.theme import Figure

_KEPT = ("department", "role", "pillar", "status", "text", "from", "only")


def register(app: Dash, site: Site) -> None:
    """Attach the indicator page's callbacks."""
    register_fragment(app, ids.BODY)
    register_fragment(app, ids.PATH_TABLE)
    register_chart(app, ids.PATH)
    app.clientside_callback(
        ClientsideFunction("board", "push_address"),
        *(Input(control, "value") for control in ids.FILTERS),
        prevent_initial_call=True,
    )

    @app.callback(
        Output(markup_of(ids.BODY), "data"),
        Output(figure_of(ids.PATH), "data"),
        Output(markup_of(ids.PATH_TABLE), "data"),
        Input(ids.MONTH, "value"),
        Input(ids.REGION, "value"),
        State(ids.PLAN, "value"),
        State(ids.CODE, "data"),
        State(ids.KEPT, "data"),
        prevent_initial_call=True,
    )
    @lasting(site)
    def on_filter(
        month: str, region: str, plan: str, code: str, kept: dict[str, str] | None
    ) -> tuple[str, Figure, str]:
        return show(site, {**(kept or {}), "month": month, "region": region, "plan": plan, "code": code})


def open_page(site: Site, query: Query) -> html.Div:
    """The first paint: the indicator that the address names, in its month and region."""
    sheet = load_sheet(site, query)
    return layout.layout(sheet, build_scope_choices(sheet.assessment, list_plan_choices(site)), _kept(query))


def show(site: Site, query: Mapping[str, str | None]) -> tuple[str, Figure, str]:
    """The page for another month or region."""
    sheet = load_sheet(site, query)
    return layout.body(sheet, _kept(query)), layout.path_figure(sheet), layout.path_table(sheet)


def load_sheet(site: Site, query: Mapping[str, str | None]) -> IndicatorSheet:
    """The sheet of the indicator that `code` names; NotFound where the plan has none such."""
    assessment = load_assessment(site, asked_month(query), query.get("plan"))
    plan, code = assessment.plan, query.get("code") or ""
    filters = Filters.from_query(query, plan)
    place = choose_place(plan, code, filters.region)
    months = (assessment.as_of.plus(1 - MONTHS_BACK), assessment.as_of)
    return build_indicator_sheet(
        assessment,
        code,
        filters,
        step=wording.step,
        line=load_reported(site, assessment, place.code, (code,)).get(code, ()),
        origins=load_origins(site, code, reporting_regions(plan, place), months, plan.code),
        follow_up=load_follow_up(site, plan.code),
    )


def _kept(query: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name in _KEPT if (value := query.get(name))}
