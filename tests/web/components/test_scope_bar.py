"""The scope bar shows what is looked at and what can be chosen."""

from __future__ import annotations

import json
from typing import Any

import plotly

from dashboard.domain.plan import Department
from dashboard.domain.scope import Role
from dashboard.viewmodels.filters import Filters
from dashboard.viewmodels.scope_choices import PlanChoice, build_scope_choices
from dashboard.web.components.scope_bar import ScopeIds, scope_bar
from tests.builders import a_plan, assess, month

IDS = ScopeIds("p-plan", "p-month", "p-region", "p-department", "p-role", "p-pillar", "p-status", "p-text")
PLAN = a_plan(departments=(Department("甲局"),))


def _drawn(filters: Filters, ids: ScopeIds = IDS, plans: tuple[PlanChoice, ...] = ()) -> dict[str, dict[str, Any]]:
    """The bar's controls by id."""
    choices = build_scope_choices(assess(PLAN, {}, "2023-09"), plans)
    tree = json.loads(
        json.dumps(scope_bar(ids, choices, PLAN, filters, month("2023-09")), cls=plotly.utils.PlotlyJSONEncoder)
    )
    found: dict[str, dict[str, Any]] = {}

    def walk(node: Any) -> None:
        if isinstance(node, list):
            for item in node:
                walk(item)
        elif isinstance(node, dict):
            props = node.get("props", {})
            if "id" in props:
                found[props["id"]] = {**props, "type": node["type"], "kind": props.get("type")}
            walk(props.get("children"))

    walk(tree)
    return found


def test_every_control_is_set_as_the_filters_are() -> None:
    drawn = _drawn(Filters(region="A", department="甲局", role=Role.LEAD, pillar="P1", text="5G"))
    values = {name: control["value"] for name, control in drawn.items()}
    assert values == {
        "p-plan": "plan",
        "p-month": "2023-09",
        "p-region": "A",
        "p-department": "甲局",
        "p-role": "lead",
        "p-pillar": "P1",
        "p-status": "",
        "p-text": "5G",
    }


def test_what_is_not_chosen_stands_on_all() -> None:
    drawn = _drawn(Filters())
    assert {drawn[name]["value"] for name in ("p-region", "p-department", "p-role", "p-pillar")} == {"all"}
    assert drawn["p-region"]["options"][0] == {"value": "all", "label": "全市"}


def test_one_plan_is_said_and_several_are_offered() -> None:
    assert _drawn(Filters())["p-plan"]["kind"] == "hidden"
    several = _drawn(Filters(), plans=(PlanChoice("plan", "今年"), PlanChoice("old", "去年")))["p-plan"]
    assert [option["label"] for option in several["options"]] == ["今年", "去年"]


def test_a_control_without_an_id_is_left_out() -> None:
    assert set(_drawn(Filters(), ScopeIds("p-plan", "p-month", "p-region"))) == {"p-plan", "p-month", "p-region"}
