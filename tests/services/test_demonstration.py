"""The demonstration: shown as such, and gone without a trace."""

from __future__ import annotations

from builders import month

from dashboard.domain.status import Status
from dashboard.services import auditing, demonstration, installing, intake, planning, restanding
from dashboard.services.reading import load_assessment
from dashboard.services.site import Site
from dashboard.storage.audit import AuditFilter

CITY = "371600"


def test_september_shows_every_status_and_says_that_it_is_made(demo_site: Site) -> None:
    found = load_assessment(demo_site)
    assert (found.as_of, found.demonstration) == (month("2023-09"), True)
    assert {standing.status for standing in found.standings[CITY]} == set(Status)
    assert restanding.check_standings(demo_site) == ()


def test_loading_the_same_plan_over_it_changes_no_target(demo_site: Site) -> None:
    before = load_assessment(demo_site).plan.targets
    planning.load_plan_folder(demo_site, demo_site.settings.plan_folder)
    assert load_assessment(demo_site).plan.targets == before
    assert auditing.search_audit(demo_site, AuditFilter(action="target change")) == ()


def test_removal_leaves_nothing_shown_and_does_not_come_back_by_itself(demo_site: Site) -> None:
    plan_before = load_assessment(demo_site).plan
    assert plan_before.targets
    assert demonstration.remove_demonstration(demo_site) == 20
    found = load_assessment(demo_site)
    assert {standing.status for standing in found.standings[CITY]} == {Status.UNREPORTED}
    assert (found.demonstration, found.plan.targets, found.milestones_done) == (False, (), frozenset())
    assert restanding.check_standings(demo_site) == ()
    installing.install(demo_site, demo=True)
    assert not load_assessment(demo_site).demonstration


def test_real_figures_stay_when_the_demonstration_goes(demo_site: Site) -> None:
    upload = intake.Upload("指标编码,月份,累计值\nT31-4,2023-09,35\n".encode(), "real.csv", "test", explanation="实报")
    assert intake.load_upload(demo_site, upload, publish=True).published
    demonstration.remove_demonstration(demo_site)
    assert load_assessment(demo_site).by_cell["T31-4", CITY].actual == 35


def test_the_october_file_is_taken_whole_and_moves_the_month_on(demo_site: Site) -> None:
    file = demo_site.settings.demo_folder / "2023-10-upload-me.csv"
    upload = intake.Upload(file.read_bytes(), file.name, "test")
    review = intake.check_upload(demo_site, upload)
    assert (review.encoding, review.has_error, review.has_warning) == ("gb18030", False, False)
    before = load_assessment(demo_site)
    assert intake.load_upload(demo_site, upload, publish=True).published
    after = load_assessment(demo_site)
    changed = [c for c in after.by_cell if after.by_cell[c].status is not before.by_cell[c].status]
    assert after.as_of == month("2023-10")
    assert len(changed) > 50
