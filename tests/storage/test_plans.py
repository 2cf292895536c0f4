"""A plan goes into the database and comes out the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from builders import a_plan, an_indicator, by_counties

from dashboard.domain.errors import NotFound, PlanRefused
from dashboard.domain.plan import Department, Milestone, Plan, RegionalTarget, Section, Task
from dashboard.domain.plan_rules import Rules
from dashboard.files.plan_folder import read_plan_folder
from dashboard.services import intake, planning
from dashboard.services.site import Site
from dashboard.storage import plans
from dashboard.storage.database import reading, writing


def save(site: Site, plan: Plan) -> None:
    with writing(site.engine) as connection:
        planning.save(site, connection, plan)


def load(site: Site, code: str | None = None) -> Plan:
    with reading(site.engine) as connection:
        return plans.load_plan(connection, plans.find_plan(connection, code)[0]).plan


def test_the_shipped_plan_comes_back_equal(site: Site) -> None:
    plan = read_plan_folder(site.settings.plan_folder).plan
    assert plan is not None
    save(site, plan)
    assert load(site) == plan


def test_a_plan_of_another_kind_comes_back_equal(site: Site) -> None:
    plan = a_plan(
        [by_counties("I1", weight="2.5", target="0.000001", baseline="3"), an_indicator("I2")],
        sections=(Section("S1", "P1", "小节"),),
        tasks=(
            Task("T1", "P1", "S1", "一", "任务", ("甲局", "乙局"), ("丙局",)),
            Task("T2", "P1", None, "2", "无牵头"),
        ),
        departments=tuple(Department(name) for name in ("甲局", "乙局", "丙局")),
        milestones=(Milestone("M1", "T2", "上线", a_plan().last_month),),
        targets=(RegionalTarget("I1", "A", Decimal("1.5"), Decimal(1)), RegionalTarget("I1", "B", Decimal(2))),
        rules=Rules(red_after=Decimal("12.5")),
        issued_on=date(2023, 7, 28),
        source="原文",
    )
    save(site, plan)
    assert load(site) == plan


def test_only_the_first_plan_becomes_current_by_itself(site: Site) -> None:
    save(site, a_plan(code="one"))
    save(site, a_plan(code="two"))
    assert (load(site).code, load(site, "two").code) == ("one", "two")
    planning.use_plan(site, "two")
    assert load(site).code == "two"


def test_a_plan_that_nobody_loaded_is_not_found(site: Site) -> None:
    with pytest.raises(NotFound, match="init"):
        load(site)
    save(site, a_plan())
    with pytest.raises(NotFound, match="nowhere"):
        load(site, "nowhere")


def test_loading_a_plan_anew_keeps_the_figures_of_its_indicators(site: Site) -> None:
    save(site, a_plan([an_indicator("I1"), an_indicator("I2")]))
    upload = intake.Upload("指标编码,月份,累计值\nI1,2023-03,7\n".encode(), "a.csv", "test")
    assert intake.load_upload(site, upload, publish=True).published
    save(site, a_plan([an_indicator("I1", target=50), an_indicator("I3")]))
    changed = load(site)
    assert [(i.code, i.target) for i in changed.indicators] == [("I1", 50), ("I3", 100)]


def test_a_plan_that_would_lose_figures_is_refused_and_changes_nothing(site: Site) -> None:
    save(site, a_plan([an_indicator("I1")]))
    upload = intake.Upload("指标编码,月份,累计值\nI1,2023-03,7\n".encode(), "a.csv", "test")
    intake.load_upload(site, upload, publish=True)
    with pytest.raises(PlanRefused, match="I1"):
        save(site, replace(a_plan([an_indicator("I2")]), title="新"))
    assert load(site) == a_plan([an_indicator("I1")])


def test_an_exported_plan_loads_as_the_same_plan(site: Site, tmp_path: Path) -> None:
    planning.load_plan_folder(site, site.settings.plan_folder)
    planning.export_plan(site, load(site).code, tmp_path / "out")
    assert read_plan_folder(tmp_path / "out").plan == load(site)
    with pytest.raises(PlanRefused, match="已经有文件"):
        planning.export_plan(site, load(site).code, tmp_path / "out")
