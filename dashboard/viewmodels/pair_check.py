"""A pair held against each other: what a stock's baseline and its increment come to, and what was reported."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dashboard.domain.assessment import Assessment
from dashboard.domain.measure import Measure, add, multiply
from dashboard.domain.standing import PAIR_TOLERANCE, Standing


@dataclass(frozen=True, slots=True)
class PairCheck:
    """A standing's partner and their sum.

    `together` is baseline + increment, None where the two do not stand at the same month or there is no baseline;
    `gap` what the stock lies beyond it, None where that is within `allowed`, a share of the stock's target.
    """

    partner: Standing
    stock: Standing
    increment: Standing
    together: Decimal | None
    gap: Decimal | None
    allowed: Decimal | None


def build_pair_check(assessment: Assessment, standing: Standing) -> PairCheck | None:
    """The check of a paired standing against its partner in the same region; None for one without a partner."""
    plan, code = assessment.plan, standing.indicator.code
    other = plan.stock_of_increment.get(code) or plan.increment_of_stock.get(code)
    partner = assessment.by_cell.get((other or "", standing.region.code))
    if partner is None:
        return None
    is_stock = standing.indicator.measure is Measure.STOCK
    stock, increment = (standing, partner) if is_stock else (partner, standing)
    return PairCheck(partner, stock, increment, _together(stock, increment), standing.pair_gap, _allowed(stock))


def _together(stock: Standing, increment: Standing) -> Decimal | None:
    if stock.baseline is None or stock.actual is None or increment.actual is None or stock.month != increment.month:
        return None
    return add(stock.baseline, increment.actual)


def _allowed(stock: Standing) -> Decimal | None:
    return None if stock.target is None else multiply(abs(stock.target), PAIR_TOLERANCE)
