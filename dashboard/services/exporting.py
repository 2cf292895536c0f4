"""Exports: the published figures as an ordinary figures file, which can be sent in again; and what pages show."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.domain.access import Action
from dashboard.domain.month import Month
from dashboard.domain.status import Status
from dashboard.files.figure_export import FigureRow, write_figures
from dashboard.files.sheet_export import write_sheet
from dashboard.services.access import must, sees
from dashboard.services.auditing import note
from dashboard.services.reading import load_stored_plan
from dashboard.services.site import Site
from dashboard.storage import figures, plans
from dashboard.storage.database import reading
from dashboard.viewmodels.numerals import plain, plain_amount
from dashboard.viewmodels.sheet import Sheet


def export_figures(site_: Site, kind: str, *, month: Month | None = None, plan: str | None = None) -> bytes:
    """The current figures of a month, or of all months, as csv or xlsx; loading the file changes nothing."""
    must(site_, Action.EXPORT)
    rows = list_figures(site_, month=month, plan=plan)
    note(site_, "export", f"figures.{kind}", f"{len(rows)} figures" + (f" of {month}" if month else ""))
    return write_figures(rows, kind)


def list_figures(
    site_: Site,
    *,
    month: Month | None = None,
    plan: str | None = None,
    indicator: str | None = None,
    region: str | None = None,
) -> list[FigureRow]:
    """The current figures, of one month, indicator (code) or region (code) or of all, in the plan's order."""
    must(site_, Action.READ)
    with reading(site_.engine) as connection:
        stored = load_stored_plan(site_, connection, *plans.find_plan(connection, plan))
        current = figures.current_figures(connection, stored)
    order = {code: place for place, code in enumerate(stored.plan.indicator_by_code)}
    places = {code: place for place, code in enumerate(stored.plan.region_by_code)}
    rows = [
        FigureRow(stored.plan.indicator_by_code[code], stored.plan.region_by_code[place], at, amount)
        for code, regions in current.items()
        for place, months in regions.items()
        for at, amount in months.items()
        if month in (None, at) and indicator in (None, code) and region in (None, place)
        if sees(site_, stored.plan, code, place)
    ]
    rows.sort(key=lambda row: (row.month, order[row.indicator.code], places[row.region.code]))
    return rows


def figure_document(row: FigureRow) -> dict[str, str | None]:
    """A current figure as JSON: plain decimal strings, a ratio's value in percent."""
    is_ratio = row.amount.over is not None
    return {
        "indicator": row.indicator.code,
        "region": row.region.code,
        "month": str(row.month),
        "value": plain_amount(row.amount),
        "numerator": plain(row.amount.number) if is_ratio else None,
        "denominator": plain(row.amount.over),
    }


def write_list(site_: Site, sheet: Sheet, kind: str, words: Mapping[Status, str]) -> bytes:
    """A list that a page shows as csv or xlsx; `words` says what each lamp is called."""
    must(site_, Action.EXPORT)
    note(site_, "export", f"standings.{kind}", f"{sheet.name}")
    return write_sheet(sheet, kind, words)
