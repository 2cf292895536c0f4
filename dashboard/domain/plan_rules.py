"""What a plan may set of the rules that its figures are judged and published by."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Clock(StrEnum):
    """What pace is counted from: the plan's first month, or the day the document was issued."""

    PLAN = "plan"
    ISSUED = "issued"


class Publish(StrEnum):
    """Who makes figures public: a reviewer, or the reporter at once."""

    REVIEW = "review"
    AT_ONCE = "at once"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a plan may set of the rules; shares are fractions, `red_after` is in percentage points."""

    clock: Clock = Clock.PLAN
    approx_share: Decimal = Decimal("0.95")
    red_after: Decimal = Decimal(30)
    asof_share: Decimal = Decimal("0.5")
    publish: Publish = Publish.REVIEW
