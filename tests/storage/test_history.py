"""Every figure leads to its submission, its line and the cell that stood there."""

from __future__ import annotations

import pytest
from builders import a_plan, an_indicator, by_counties, month
from sqlalchemy import func, select

from dashboard.domain.measure import Measure
from dashboard.services import intake, planning, submitting, undoing
from dashboard.services.intake import Upload
from dashboard.services.reading import load_assessment
from dashboard.services.site import Site
from dashboard.services.tracing import list_history, load_origins
from dashboard.storage import trail_schema
from dashboard.storage.database import reading, writing

YEAR = (month("2023-01"), month("2023-12"))


@pytest.fixture
def planned(site: Site) -> Site:
    ratio = by_counties("R1", measure=Measure.RATIO, unit="%", target=80)
    with writing(site.engine) as connection:
        planning.save(site, connection, a_plan([by_counties("I1"), ratio, an_indicator("I2", unit="万元")]))
    return site


def load(site: Site, *rows: str, name: str = "a.csv") -> None:
    content = "\n".join(("指标编码,地区,月份,累计值,分子,分母", *rows)).encode()
    upload = Upload(content, name, "填报员", explanation="说明")
    assert intake.load_upload(site, upload, publish=True).published


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ("I1,甲县,2023-03,7,,", "7"),
        ("I1,甲县,2023-03,100,,", "100"),
        ("I1,甲县,2023-03,1８2,,", "1８2"),
        ("I1,甲县,2023-03,7.0,,", "7.0"),
        ("I1,甲县,2023-03,007,,", "007"),
        ('I1,甲县,2023-03,"1,234",,', "1,234"),
        ("I2,某市,2023-03,1.5,,", "1.5"),
        ("I2,某市,2023-03,1.50,,", "1.50"),
        ("R1,甲县,2023-03,,45,60", "45/60"),
        ("R1,甲县,2023-03,,４5,60", "４5/60"),
        ("R1,某市,2023-03,66.6%,,", "66.6%"),
    ],
)
def test_a_figure_s_cell_is_told_as_it_stood_in_the_file(planned: Site, row: str, cell: str) -> None:
    load(planned, "I1,乙县,2023-02,1,,", row)
    region = {"甲县": "A", "某市": "C"}[row.split(",")[1]]
    (found,) = list_history(planned, row[:2], region)
    assert (found.cell, found.line, found.name, found.made_by) == (cell, 3, "a.csv", "填报员")


def test_plain_numbers_are_not_kept_twice(planned: Site) -> None:
    load(planned, "I1,甲县,2023-03,7,,", "I2,某市,2023-03,1.25,,", "R1,甲县,2023-03,,45,60", "I1,丁区,2023-03,７,,")
    with reading(planned.engine) as connection:
        assert connection.scalar(select(func.count()).select_from(trail_schema.figure_cell)) == 1


def test_an_origin_says_what_it_replaced_and_whether_it_still_counts(planned: Site) -> None:
    load(planned, "I1,甲县,2023-03,7,,", "I1,甲县,2023-04,9,,")
    load(planned, "I1,甲县,2023-03,8,,", name="更正.csv")
    load(planned, "I1,乙县,2023-03,1,,")
    found = load_origins(planned, "I1", ("A",), YEAR)
    assert [(str(o.month), o.amount.number, o.was and o.was.number, o.counts, o.is_correction) for o in found] == [
        ("2023-03", 7, None, False, False),
        ("2023-03", 8, 7, True, True),
        ("2023-04", 9, None, True, False),
    ]
    assert [o.file for o in found] == ["a.csv", "更正.csv", "a.csv"]


def test_what_was_withdrawn_is_no_origin_and_what_stood_before_counts_again(planned: Site) -> None:
    load(planned, "I1,甲县,2023-03,7,,")
    load(planned, "I1,甲县,2023-03,8,,")
    undoing.undo_submission(planned, 2)
    (found,) = load_origins(planned, "I1", ("A",), YEAR)
    assert (found.amount.number, found.counts) == (7, True)
    assert load_assessment(planned).by_cell["I1", "A"].actual == 7


def test_origins_are_asked_for_some_months_and_regions(planned: Site) -> None:
    load(planned, *(f"I1,{region},2023-0{n},{n},," for region in ("甲县", "乙县") for n in range(1, 6)))
    found = load_origins(planned, "I1", ("B", "C"), (month("2023-02"), month("2023-03")))
    assert [(o.region, str(o.month)) for o in found] == [("B", "2023-02"), ("B", "2023-03")]


def test_cells_of_figures_that_are_returned_are_forgotten_with_them(planned: Site) -> None:
    content = "指标编码,地区,月份,累计值\nI1,甲县,2023-03,７\n".encode()
    number = intake.keep_draft(planned, Upload(content, "a.csv", "填报员")).submission
    assert number is not None
    submitting.submit(planned, number, explanation="说明")
    assert kept_cells(planned) == 1
    submitting.return_submission(planned, number, reason="请核对")
    assert kept_cells(planned) == 0


def kept_cells(site: Site) -> int:
    with reading(site.engine) as connection:
        return connection.scalar(select(func.count()).select_from(trail_schema.figure_cell)) or 0
