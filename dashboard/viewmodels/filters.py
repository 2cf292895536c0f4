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
Query = Mapping[str, str | None]
"""An address's query, or the values of a page's controls, by name."""
Unknown = tuple[tuple[str, str], ...]
"""Filters that an address names with a value which means nothing, each with that value."""

ALL = "all"
"""The value that leaves a filter open; no plan, region or department has it, so that an address may name it too."""
NAMES = ("plan", "month", "region", "department", "role", "pillar", "status", "text")
"""What an address calls the filters, in the order in which it lists them."""

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
    def from_query(cls, query: Query, plan: Plan) -> Filters:
        """The filters that an address names; `check_query` tells of the values that the plan does not know."""
        department = _known(query.get("department"), (d.name for d in plan.departments))
        region = _region(query.get("region"), plan)
        month = asked_month(query)
        return cls(
            plan=_known(query.get("plan"), (plan.code,)),
            month=month if month and plan.hold(month) == month else None,
            region=None if region == plan.root.code else region,
            department=department,
            role=_choice(query.get("role"), Role) if department else None,
            pillar=_pillar(query.get("pillar"), plan),
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

    @property
    def cleared(self) -> Filters:
        """The same plan and month, with everything in."""
        return Filters(self.plan, self.month)

    def but(self, **changes: object) -> Filters:
        """The same filters with some of them changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def asked_month(query: Query) -> Month | None:
    """The month that an address asks for; None where it names none that can be read."""
    try:
        return Month.parse(query.get("month") or "")
    except ValueError:
        return None


def check_query(query: Query, plan: Plan) -> Unknown:
    """The filters that an address names in vain: with a value which means nothing in this plan."""
    filters = Filters.from_query(query, plan)
    understood = {**filters.to_query(), "text": True, "role": _choice(query.get("role"), Role)}
    if _region(query.get("region"), plan) == plan.root.code:
        understood["region"] = True
    asked = ((name, query.get(name)) for name in NAMES)
    return tuple((name, value) for name, value in asked if value and value != ALL and not understood.get(name))


def _region(value: str | None, plan: Plan) -> str | None:
    """The code of the region with this code, or with this name where only one has it."""
    if value in plan.region_by_code:
        return value
    found = [r.code for r in plan.regions if value and value in (r.name, r.short_name, *r.aliases)]
    return found[0] if len(found) == 1 else None


def _pillar(value: str | None, plan: Plan) -> str | None:
    return next((pillar.code for pillar in plan.pillars if value and value in (pillar.code, pillar.name)), None)


def _known(value: str | None, names: Iterable[str]) -> str | None:
    return value if value in set(names) else None


def _choice(value: str | None, choices: type[Choice]) -> Choice | None:
    return next((choice for choice in choices if choice.value == value), None)
