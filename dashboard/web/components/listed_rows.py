"""Rows of the list of indicators, drawn once and kept: the next filter mostly shows the same ones."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup

from dashboard.domain.month import Month
from dashboard.viewmodels.standing_row import StandingRow
from dashboard.web.components.markup import macro

_ROW = macro("desk/row.html", "row")
_KEPT = 1024  # all regions of a city in two months, some 3 MB


def draw_rows(rows: Iterable[StandingRow], as_of: Month) -> Markup:
    """The rows as they stand in the table of a month."""
    return Markup("").join(_draw_row(row, as_of) for row in rows)


@lru_cache(maxsize=_KEPT)
def _draw_row(row: StandingRow, as_of: Month) -> Markup:
    return _ROW(row, as_of)
