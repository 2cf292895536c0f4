"""One indicator as a line or a card: where it stands, what is missing, who leads it; and the order of what is worst."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from dashboard.domain.measure import ZERO, subtract
from dashboard.domain.month import Month
from dashboard.domain.plan import Indicator, Plan
from dashboard.domain.standing import Standing
from dashboard.domain.status import Status
from dashboard.viewmodels.bullet import Bullet, build_bullet

LATE = frozenset({Status.BEHIND, Status.CRITICAL})
_ORDER = {Status.CRITICAL: 0, Status.BEHIND: 1, Status.UNREPORTED: 2, Status.ON_PACE: 3, Status.MET: 4, None: 5}


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator's standing with what a reader asks next.

    `short` is the distance from the value that was due, in the indicator's unit, None where nothing is missing;
    `stale` the month of a figure older than the one looked at; `partner` the other half of a pair with the same lamp
    that shares this line.
    """

    standing: Standing
    bullet: Bullet
    lead: tuple[str, ...] = ()
    short: Decimal | None = None
    stale: Month | None = None
    partner: Indicator | None = None

    @property
    def is_over(self) -> bool:
        """Whether what is missing lies above a limit rather than below a target."""
        return self.standing.indicator.comparator.is_ceiling

    @property
    def is_partly_reported(self) -> bool:
        """Whether some of the regions that report this indicator have not done so yet."""
        return 0 < self.standing.reported < self.standing.expected_reports


def build_line(plan: Plan, standing: Standing, as_of: Month) -> IndicatorLine:
    """The line of one standing."""
    late = standing.month is not None and standing.month < as_of
    return IndicatorLine(
        standing,
        build_bullet(standing.progress, standing.pace, standing.status),
        plan.task_by_code[standing.indicator.task].lead,
        shortfall(standing) if standing.status in LATE else None,
        standing.month if late else None,
    )


def shortfall(standing: Standing) -> Decimal | None:
    """How far the actual lies from the value that was due by now, in the indicator's unit; None where unknown."""
    if standing.actual is None or standing.due_value is None:
        return None
    return abs(subtract(standing.due_value, standing.actual))


def worst_first(standings: Iterable[Standing]) -> list[Standing]:
    """Standings by lamp, worst lamp first, and within a lamp by lag; what is equal keeps its order."""
    return sorted(standings, key=lambda s: (_ORDER[s.status], ZERO if s.lag is None else -s.lag))


def build_gaps(plan: Plan, standings: Iterable[Standing], as_of: Month) -> tuple[IndicatorLine, ...]:
    """The lines of all that is late, worst first; a pair with one lamp shares the line of its worse half."""
    late = {s.indicator.code: s for s in worst_first(standings) if s.status in LATE}
    lines: dict[str, IndicatorLine] = {}
    for code, standing in late.items():
        other = plan.stock_of_increment.get(code) or plan.increment_of_stock.get(code)
        partner = late.get(other) if other else None
        if partner is None or partner.status is not standing.status:
            lines[code] = build_line(plan, standing, as_of)
        elif partner.indicator.code not in lines:
            lines[code] = replace(build_line(plan, standing, as_of), partner=partner.indicator)
    return tuple(lines.values())
