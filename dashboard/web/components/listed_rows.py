"""Rows of the list of indicators: drawn once and kept, and sent to a browser once for each region, month and revision.

The list's markup names the rows of each of its groups by number; the browser keeps the rows and puts them there. So a
filter that narrows, sorts or groups what is looked at already costs neither drawing nor sending nor parsing them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from dash import ClientsideFunction, Dash, Input, Output, dcc
from markupsafe import Markup

from dashboard.domain.month import Month
from dashboard.viewmodels.standing_row import StandingRow
from dashboard.viewmodels.worklist import Worklist
from dashboard.web.components.fragment import markup_of
from dashboard.web.components.markup import macro

_ROW = macro("desk/row.html", "row")
_KEPT = 1024  # all regions of a city in two months, some 3 MB


def draw_rows(rows: Iterable[StandingRow], as_of: Month) -> Markup:
    """The rows as they stand in the table of a month."""
    return Markup("").join(_draw_row(row, as_of) for row in rows)


@lru_cache(maxsize=_KEPT)
def _draw_row(row: StandingRow, as_of: Month) -> Markup:
    return _ROW(row, as_of)


def stamp_of(worklist: Worklist) -> str:
    """What the rows of a list are: the same stamp, the same rows."""
    assessment = worklist.assessment
    return f"{assessment.plan.code} {worklist.region.code} {assessment.as_of} {assessment.revision}"


def rows_to_send(worklist: Worklist, held: str | None) -> str | None:
    """All rows of the list's region; None where the browser holds them already."""
    if held == stamp_of(worklist):
        return None
    return str(draw_rows(worklist.rows.values(), worklist.assessment.as_of))


def held_store(region: str) -> dcc.Store:
    """What tells a callback which rows the browser holds."""
    return dcc.Store(id=held_of(region))


def held_of(region: str) -> str:
    """The id of the store that holds the stamp of the rows in the browser."""
    return f"{region}-held"


def register_rows(app: Dash, region: str) -> None:
    """Let the browser draw the region's parts, and put its rows where their markup names them."""
    app.clientside_callback(
        ClientsideFunction("board", "fill_list"), Output(held_of(region), "data"), Input(markup_of(region), "data")
    )  # fmt: skip
