"""A plan that comes with its document keeps it, and the page of an indicator shows the clause in full."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.services import auditing, planning
from dashboard.services.reading import load_assessment
from dashboard.services.site import Site
from dashboard.storage.audit import AuditFilter
from dashboard.viewmodels.clause import find_clause
from dashboard.web.pages.indicator import callbacks, layout

FILES = {
    "plan.toml": 'code = "small"\ntitle = "小城要点"\nfirst_month = "2023-01"\nlast_month = "2023-12"\n',
    "pillars.csv": "code,name\nP1,数字基础设施\n",
    "sections.csv": "code,pillar,name\n",
    "tasks.csv": "code,pillar,number,title,lead\nT1,P1,1,建基站,通信办\nT2,P1,2,办讲座,\n",
    "indicators.csv": (
        "code,task,name,unit,measure,comparator,target,wording\nI1,T1,新开通基站,个,increment,≥,120,新开通基站120个\n"
    ),
    "milestones.csv": "code,task,name,due,wording\nM1,T2,讲座,2023-06,举办讲座\n",
    "departments.csv": "name\n通信办\n",
    "regions.csv": "code,name\nC,小城\n",
}
DOCUMENT = "小城要点\n一、数字基础设施\n1.加快建设，新开通基站120个，提升应用水平。\n2.全年举办讲座。\n"


def folder(path: Path, source: str | None) -> Path:
    for name, text in FILES.items():
        (path / name).write_text(text, encoding="utf-8")
    if source is not None:
        (path / "source.txt").write_text(source, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("source", "clause"), [(DOCUMENT, "1.加快建设，新开通基站120个，提升应用水平。"), (None, None)]
)
def test_a_document_in_the_folder_stays_with_the_plan(
    site: Site, tmp_path: Path, source: str | None, clause: str | None
) -> None:
    plan, faults = planning.load_plan_folder(site, folder(tmp_path, source))
    assert plan is not None, faults
    kept = load_assessment(site).plan  # from the database, where the folder is not looked at any more
    assert kept.source == source
    found = find_clause(kept, kept.tasks[0])
    assert (found.before if found else None) == clause


def test_the_page_shows_the_clause_with_the_number_marked(site: Site, tmp_path: Path) -> None:
    planning.load_plan_folder(site, folder(tmp_path, DOCUMENT))
    body = layout.body(callbacks.load_sheet(site, {"code": "I1"}))
    assert "1.加快建设，新开通基站<mark>120个</mark>，提升应用水平。" in body
    assert "2.全年" not in body


def test_loading_the_plan_again_without_its_document_takes_the_clause_away(site: Site, tmp_path: Path) -> None:
    planning.load_plan_folder(site, folder(tmp_path, DOCUMENT))
    (tmp_path / "source.txt").unlink()
    planning.load_plan_folder(site, tmp_path)
    assert load_assessment(site).plan.source is None


def test_loading_another_target_is_recorded_with_what_it_was_before(site: Site, tmp_path: Path) -> None:
    planning.load_plan_folder(site, folder(tmp_path, None))
    file = tmp_path / "indicators.csv"
    file.write_text(file.read_text("utf-8").replace("≥,120,新开通基站120个", "≥,150,新开通基站150个"), "utf-8")
    planning.load_plan_folder(site, tmp_path)
    planning.load_plan_folder(site, tmp_path)  # the same again changes no target
    entries = auditing.search_audit(site, AuditFilter(action="target change"))
    assert [(e.subject, e.before, e.after) for e in entries] == [
        ("small I1", "≥ 120 个，2023-12 前", "≥ 150 个，2023-12 前")
    ]
