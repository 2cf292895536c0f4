"""How the page of one indicator is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from dash import dcc, html

from dashboard.viewmodels.indicator_sheet import IndicatorSheet
from dashboard.viewmodels.scope_choices import ScopeChoices
from dashboard.web.components.chart import figure_store, graph
from dashboard.web.components.fragment import fragment
from dashboard.web.components.markup import draw
from dashboard.web.components.scope_bar import scope_bar
from dashboard.web.figures.path import draw_path
from dashboard.web.pages.indicator import ids
from dashboard.web.theme import Figure

Kept = Mapping[str, str]
"""What the address says beside plan, month and region: the list's other filters, `from`, which list it was, and `only`,
what alone was listed."""


def layout(sheet: IndicatorSheet, choices: ScopeChoices, kept: Kept) -> html.Div:
    """The whole page; the chart stands between parts of one fragment, and the grid puts them in their places."""
    assessment, region = sheet.assessment, sheet.region
    choices = replace(choices, regions=sheet.places)
    here = sheet.filters.but(region=region.code if region.parent else None)
    parts = [fragment(ids.BODY, body(sheet, kept), "sheet-body"), _path_card(sheet)]
    return html.Div(
        [
            dcc.Store(id=ids.CODE, data=sheet.indicator.code),
            dcc.Store(id=ids.KEPT, data=kept),
            scope_bar(ids.SCOPE, choices, assessment.plan, here, assessment.as_of),
            html.Div(parts, className="content sheet"),
        ],
        className="indicator",
    )


def body(sheet: IndicatorSheet, kept: Kept = MappingProxyType({})) -> str:
    """Everything but the chart."""
    way = {"from": kept.get("from"), "only": kept.get("only")}
    return draw("indicator/sheet.html", sheet=sheet, way=way)


def path_figure(sheet: IndicatorSheet) -> Figure:
    """The chart's figure."""
    return draw_path(sheet.path, sheet.standing.status)


def path_table(sheet: IndicatorSheet) -> str:
    """The chart as a table."""
    return draw("indicator/path_table.html", path=sheet.path)


def _path_card(sheet: IndicatorSheet) -> html.Section:
    head = html.Div(
        [html.H2("路径"), html.Span(f"从基数到目标，单位：{sheet.indicator.unit}", className="card-note")],
        className="card-header",
    )
    chart = [figure_store(ids.PATH, path_figure(sheet)), graph(ids.PATH)]
    return html.Section(
        [head, *chart, fragment(ids.PATH_TABLE, path_table(sheet))],
        className="card sheet-path",
        **{"aria-label": "路径图"},
    )
