"""Every service asks first; what an account reports, reads and takes back stays within its units."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import dashboard.services
from dashboard.domain.access import NOBODY, Account, Role
from dashboard.domain.errors import NotAllowed, Refusal
from dashboard.domain.scope import Scope
from dashboard.domain.verdict import Verdict
from dashboard.services import accounts, exporting, intake, submitting, tracing, undoing
from dashboard.services.reading import load_assessment, load_lines, load_reported, load_rows
from dashboard.services.site import Site

OPEN_TO_ALL = {
    "checking.check_health": "whether the service lives is no secret",
    "installing.is_installed": "asked before there can be an account",
    "signing_in.sign_in": "asks for the password",
    "signing_in.choose_password": "asks for the session and the password",
    "signing_in.sign_out": "asks for the session",
    "signing_in.find_visit": "asks for the session",
    "signing_in.keep_alive": "asks for the session",
    "signing_in.is_trial": "asked at the door",
    "signing_on.sign_on": "asks the other front door",
    "signing_on.note_failed_sign_on": "at the door",
    "tokens.find_token": "asks for the token",
}
ASKS_NOTHING_OF_THE_SITE = {
    "access": "the question itself",
    "site": "what is asked",
}
PARTS_OF_SERVICES = {
    "auditing.note": "at the end of a service",
    "auditing.note_refusal": "at the door",
    "signing_in.remembered": "at the door",
    "upload.read_upload": "within a service's transaction",
    "upload.limits_of": "within a service's transaction",
    "upload.build_draft": "within a service's transaction",
}


def services() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of the services that is given a site, and no connection: it begins by itself."""
    for file in sorted(Path(dashboard.services.__path__[0]).glob("*.py")):
        if file.stem in ASKS_NOTHING_OF_THE_SITE or file.stem == "__init__":
            continue
        module = import_module(f"dashboard.services.{file.stem}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = inspect.unwrap(function).__module__ == module.__name__ and not name.startswith("_")
            given = inspect.signature(function).parameters
            if own and "site_" in given and "connection" not in given:
                yield f"{file.stem}.{name}", function


ASKING = {name: function for name, function in services() if name not in OPEN_TO_ALL | PARTS_OF_SERVICES}


@pytest.mark.parametrize("name", ASKING)
def test_every_service_asks_before_it_does_anything(name: str, demo_site: Site) -> None:
    function = ASKING[name]
    given = {"site_": demo_site.acting(NOBODY)}
    for parameter in inspect.signature(function).parameters.values():
        if parameter.name != "site_" and parameter.default is parameter.empty:
            given[parameter.name] = None  # never looked at
    with pytest.raises(NotAllowed, match="登录后才能"):
        function(**given)


def test_what_is_listed_as_asking_nothing_is_there() -> None:
    assert OPEN_TO_ALL.keys() | PARTS_OF_SERVICES.keys() <= {name for name, _ in services()}


COUNTY = Account("惠民填报", Role.REPORTER, regions=frozenset({"371621"}), reads_all=False)
BUREAU = Account("教育填报", Role.REPORTER, departments=frozenset({"市教育局"}), reads_all=False)
VIEWER = Account("查看", Role.VIEWER)


def upload(text: str, **said: Any) -> intake.Upload:
    return intake.Upload(f"指标编码,地区,月份,累计值\n{text}".encode(), "a.csv", **said)


@pytest.mark.parametrize(
    ("account", "row", "verdict"),
    [
        (COUNTY, "T28-1,惠民县,2023-09,190", Verdict.CHANGED),
        (COUNTY, "T28-1,阳信县,2023-09,190", Verdict.REJECTED),
        (COUNTY, "T05-1,全市,2023-09,24", Verdict.REJECTED),
        (BUREAU, "T28-1,惠民县,2023-09,190", Verdict.REJECTED),
    ],
)
def test_a_reporter_reports_for_its_own_units_alone(
    demo_site: Site, account: Account, row: str, verdict: Verdict
) -> None:
    review = intake.check_upload(demo_site.acting(account), upload(row))
    assert [line.verdict for line in review.checked.rows] == [verdict]
    codes = {problem.code for problem in review.checked.problems}
    assert ("not-permitted" in codes) is (verdict is Verdict.REJECTED)


def test_a_viewer_may_not_even_check_a_file(demo_site: Site) -> None:
    with pytest.raises(NotAllowed, match="填报员、审核员、管理员可以"):
        intake.check_upload(demo_site.acting(VIEWER), upload("T28-1,惠民县,2023-09,190"))


def test_a_reporter_hands_in_and_a_reviewer_publishes(demo_site: Site) -> None:
    theirs = demo_site.acting(COUNTY)
    number = intake.keep_draft(theirs, upload("T28-1,惠民县,2023-09,190")).submission
    assert number is not None
    with pytest.raises(NotAllowed, match="审核员、管理员可以"):
        submitting.publish(theirs, number)
    reviewer = demo_site.acting(Account("审核", Role.REVIEWER))
    assert submitting.publish(reviewer, number).published
    with pytest.raises(NotAllowed):
        undoing.undo_submission(theirs, number)
    assert [s.published_by for s in tracing.list_submissions(reviewer, 1)] == ["审核"]


def test_a_reviewer_publishes_no_row_that_its_reporter_may_not_report(demo_site: Site) -> None:
    accounts.add_account(demo_site, Account("管理员", Role.ADMINISTRATOR))
    accounts.add_account(demo_site, COUNTY)
    mixed = upload("T28-1,惠民县,2023-09,190\nT28-1,阳信县,2023-09,190")
    number = intake.keep_draft(demo_site.acting(COUNTY), mixed).submission
    assert number is not None
    loaded = submitting.publish(demo_site.acting(Account("审核", Role.REVIEWER)), number, accept_valid=True)
    assert [row.verdict for row in loaded.review.checked.rows] == [Verdict.CHANGED, Verdict.REJECTED]


def test_another_reporter_sees_and_touches_nothing_of_a_draft(demo_site: Site) -> None:
    number = intake.keep_draft(demo_site.acting(COUNTY), upload("T28-1,惠民县,2023-09,190")).submission
    assert number is not None
    other = demo_site.acting(replace(COUNTY, name="另一人"))
    for step in (submitting.review_submission, submitting.discard, submitting.submit, undoing.undo_submission):
        with pytest.raises(NotAllowed, match="由别人报送"):
            step(other, number)
    assert tracing.list_submissions(other) == ()
    assert [s.id for s in tracing.list_submissions(demo_site.acting(COUNTY))] == [number]


def test_a_narrow_reader_gets_its_own_part_from_every_reading_service(demo_site: Site) -> None:
    theirs = demo_site.acting(COUNTY)
    seen, whole = load_assessment(theirs), load_assessment(demo_site)
    assert {region for _, region in seen.by_cell} == {"371621"}
    assert seen.by_cell["T28-1", "371621"] is whole.by_cell["T28-1", "371621"]
    assert load_lines(theirs, "371600") == {}
    assert load_lines(theirs, "371621").keys() == load_lines(demo_site, "371621").keys()
    assert load_reported(theirs, whole, "371622") == {}
    assert load_rows(theirs, seen, "371621").keys() == load_rows(demo_site, whole, "371621").keys()
    assert {origin.region for origin in tracing.load_origins(theirs, "T28-1")} == {"371621"}
    assert tracing.list_history(theirs, "T28-1", "371622") == ()
    regions = {
        line.split(",")[2] for line in exporting.export_figures(theirs, "csv").decode("utf-8-sig").splitlines()[1:]
    }
    assert regions == {"惠民县"}


def test_what_one_reader_was_shown_is_never_shown_to_another(demo_site: Site) -> None:
    for account in (COUNTY, replace(COUNTY, regions=frozenset({"371622"})), VIEWER, BUREAU, COUNTY):
        found = load_assessment(demo_site.acting(account))
        expected = {"371621"} if account == COUNTY else {"371622"} if account.regions else None
        if expected:
            assert found.standings.keys() == expected
        else:
            assert len(found.standings) == 11
    assert len(load_assessment(demo_site.acting(VIEWER)).select(Scope())) == 63


def test_a_refusal_says_who_may_and_whom_to_ask(demo_site: Site) -> None:
    with pytest.raises(Refusal) as refused:
        exporting.export_figures(demo_site.acting(Account("大屏", Role.DISPLAY)), "csv")
    assert refused.value.code == "not-allowed"
    assert str(refused.value) == "您的账号不能导出，查看员、填报员、审核员、管理员可以。如有需要，请联系管理员。"
