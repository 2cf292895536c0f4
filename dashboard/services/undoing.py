"""Undoing: a published submission is withdrawn, and what stood before it stands again."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from dashboard.domain.access import Action
from dashboard.domain.measure import Amount
from dashboard.domain.month import Month
from dashboard.domain.review import FigureChange
from dashboard.services.access import must, must_handle, must_reach, publishing
from dashboard.services.auditing import record
from dashboard.services.closing import refuse_closed
from dashboard.services.restanding import restand
from dashboard.services.site import Site
from dashboard.services.submitting import WAITING, give_up, must_be
from dashboard.storage import figures, plans, site, submissions
from dashboard.storage.database import reading, writing
from dashboard.storage.submissions import State, Submission

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dashboard.storage.plans import StoredPlan


def undo_submission(site_: Site, number: int) -> State:
    """Withdraw a published submission or give up one that waits; what stood before stands again. Its new state."""
    must(site_, Action.REPORT)
    with writing(site_.engine) as connection:
        found = submissions.find_submission(connection, number)
        must_handle(site_, found.made_by)
        must_be(found, (*WAITING, State.PUBLISHED))
        if found.state is not State.PUBLISHED:
            return give_up(site_, connection, found)
        stored = plans.load_plan(connection, found.plan_id)
        must(site_, publishing(stored.plan))
        must_reach(site_, stored.plan, lambda: figures.cells_of(connection, stored, number))
        changes = [change[:3] for change in changed_by_undo(connection, stored, number)]
        refuse_closed(connection, stored, changes, f"报送批次 {number} 没有撤回")
        withdraw(site_, connection, stored, [number])
        return State.WITHDRAWN


def list_undone(site_: Site, number: int) -> tuple[Submission, tuple[FigureChange, ...]]:
    """A published submission, and the figures that its withdrawal would change."""
    must(site_, Action.REPORT)
    with reading(site_.engine) as connection:
        found = submissions.find_submission(connection, number)
        must_handle(site_, found.made_by)
        must_be(found, (State.PUBLISHED,))
        return found, changed_by_undo(connection, plans.load_plan(connection, found.plan_id), number)


def changed_by_undo(connection: Connection, stored: StoredPlan, number: int) -> tuple[FigureChange, ...]:
    """The figures that would be another, or none, without a published submission; by month, in the plan's order."""
    cells = figures.cells_of(connection, stored, number)
    codes = {indicator for indicator, _, _ in cells}
    now = figures.current_figures(connection, stored, codes)
    then = figures.current_figures(connection, stored, codes, without=number)
    changes = (FigureChange(*cell, _amount(now, cell), _amount(then, cell)) for cell in cells)
    order = {code: place for place, code in enumerate((*stored.indicator_ids, *stored.region_ids))}
    found = [change for change in changes if change.now != change.then]
    return tuple(sorted(found, key=lambda c: (c.month, order[c.indicator], order[c.region])))


def _amount(current: figures.Current, cell: tuple[str, str, Month]) -> Amount | None:
    indicator, region, month = cell
    return current.get(indicator, {}).get(region, {}).get(month)


def withdraw(site_: Site, connection: Connection, stored: StoredPlan, numbers: Collection[int]) -> None:
    """Withdraw published submissions within a transaction, and let the standings follow."""
    cells: set[tuple[str, str, Month]] = set()
    for number in numbers:
        cells |= figures.cells_of(connection, stored, number)
        submissions.mark_ended(connection, number, State.WITHDRAWN, by=site_.who.name)
        record(site_, connection, "withdraw", f"submission {number}")
    if cells:
        restand(connection, stored, {cell[0] for cell in cells}, min(cell[2] for cell in cells))
    site.next_revision(connection)
