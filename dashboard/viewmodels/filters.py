"""Filters: what a desk page is narrowed to, as it stands in the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeVar

from dashboard.domain.month import Month
from dashboard.domain.plan import Plan
from dashboard.domain.scope import Role, Scope
from dashboard.domain.status import Status

Choice = TypeVar("Choice", bound=Enum)

_LONGEST_TEXT = 80


@dataclass(frozen=True, slots=True)
class Filters:
    """What a page is narrowed to; None leaves everything in.

    `month` None is the as-of month, `region` None the city.
    """

    plan: str | None = None
    month: Month | None = None
    region: str | None = None
    department: str | None = None
    role: Role | None = None
    pillar: str | None = None
    status: Status | None = None
    text: str | None = None

    @classmethod
    def from_query(cls, query: Mapping[str, str | None], plan: Plan) -> Filters:
        """The filters that an address names; a value which the plan does not know is passed over."""
        department = _known(query.get("department"), (d.name for d in plan.departments))
        region = _known(query.get("region"), plan.region_by_code)
        month = asked_month(query)
        return cls(
            plan=_known(query.get("plan"), (plan.code,)),
            month=month if month and plan.hold(month) == month else None,
            region=None if region == plan.root.code else region,
            department=department,
            role=_choice(query.get("role"), Role) if department else None,
            pillar=_known(query.get("pillar"), plan.pillar_by_code),
            status=_choice(query.get("status"), Status),
            text=" ".join((query.get("text") or "").split())[:_LONGEST_TEXT] or None,
        )

    def to_query(self) -> dict[str, str]:
        """The address's query: only what is set, in a fixed order."""
        found = {
            "plan": self.plan,
            "month": str(self.month) if self.month else None,
            "region": self.region,
            "department": self.department,
            "role": self.role.value if self.role else None,
            "pillar": self.pillar,
            "status": self.status.value if self.status else None,
            "text": self.text,
        }
        return {name: value for name, value in found.items() if value}

    @property
    def scope(self) -> Scope:
        """The same filters as the domain selects by."""
        return Scope(self.region, self.department, self.role, self.pillar, self.status, self.text)

    @property
    def narrows(self) -> bool:
        """Whether anything is set beside plan and month."""
        return self.region is not None or self.scope.narrows

    def but(self, **changes: object) -> Filters:
        """The same filters with some of them changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def asked_month(query: Mapping[str, str | None]) -> Month | None:
    """The month that an address asks for; None where it names none that can be read."""
    try:
        return Month.parse(query.get("month") or "")
    except ValueError:
        return None


def _known(value: str | None, names: Iterable[str]) -> str | None:
    return value if value in set(names) else None


def _choice(value: str | None, choices: type[Choice]) -> Choice | None:
    return next((choice for choice in choices if choice.value == value), None)
