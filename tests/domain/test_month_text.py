"""Month cells, a row for each way of writing one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.month import Month
from dashboard.domain.month_text import MonthReading, read_month

FIRST, LAST = Month(2023, 1), Month(2023, 12)


def read(text: str) -> MonthReading:
    return read_month(text, FIRST, LAST)


@pytest.mark.parametrize(
    "text",
    [
        "2023-07",
        "2023年7月",
        "2023年07月",
        "202307",
        "2023-7",
        "2023.07",
        "2023.7",
        "2023/7",
        "２０２３-07",
        " 2023-07 ",
        "2023年7月份",
    ],
)
def test_a_month_with_its_year_is_taken_without_a_word(text: str) -> None:
    assert read(text) == MonthReading(Month(2023, 7))


@pytest.mark.parametrize(
    "text",
    [
        "2023/7/31",
        "2023-07-31 00:00:00",
        "2023-07-31T00:00:00",
        "2023.07.01",
        "2023年7月31日",
        "20230731",
        "二〇二三年七月",
        "二零二三年七月",
        "二○二三年七月",
        "45108",
        "45108.0",
        "45138",
        "Jul-23",
        "JUL-2023",
        "July 2023",
        "2023年1-7月",
        "2023年1月-7月",
    ],
)
def test_more_than_a_month_is_taken_as_its_month_with_a_notice(text: str) -> None:
    reading = read(text)
    assert reading.month == Month(2023, 7)
    assert reading.remark
    assert (reading.remark.level, reading.remark.code) == ("notice", "month-converted")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7月", 7),
        ("７月份", 7),
        ("七月", 7),
        ("十月", 10),
        ("十二月", 12),
        ("1-7月", 7),
        ("1—7月", 7),
        ("1至7月", 7),
        ("1~7月", 7),
        ("1月-7月", 7),
        ("上半年", 6),
        ("一季度", 3),
        ("第一季度", 3),
        ("二季度", 6),
        ("前三季度", 9),
        ("第三季度", 9),
        ("四季度", 12),
        ("全年", 12),
    ],
)
def test_a_month_without_a_year_takes_the_plans_with_a_warning(text: str, number: int) -> None:
    reading = read(text)
    assert reading.month == Month(2023, number)
    assert reading.is_yearless
    assert reading.remark
    assert (reading.remark.level, reading.remark.code) == ("warning", "month-without-year")


@pytest.mark.parametrize(("text", "month"), [("2023年上半年", 6), ("2023年前三季度", 9), ("2023年度全年", 12)])
def test_a_period_with_its_year_is_its_last_month(text: str, month: int) -> None:
    assert read(text).month == Month(2023, month)


@pytest.mark.parametrize("text", ["7月", "1-7月", "上半年"])
def test_in_a_plan_of_several_years_the_year_must_be_given(text: str) -> None:
    reading = read_month(text, Month(2021, 1), Month(2025, 12))
    assert reading.month is None
    assert reading.remark
    assert "缺少年份" in reading.remark.message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("7-23", "month-ambiguous"),
        ("23-7", "month-ambiguous"),
        ("7/23", "month-ambiguous"),
        ("2023.1", "month-ambiguous"),
        ("", "month-empty"),
        (" ", "month-empty"),
        ("2023-13", "month-unreadable"),
        ("2023-00", "month-unreadable"),
        ("13月", "month-unreadable"),
        ("0月", "month-unreadable"),
        ("2023-02-30", "month-unreadable"),
        ("2023", "month-unreadable"),
        ("2023年", "month-unreadable"),
        ("7", "month-unreadable"),
        ("23-Jul", "month-unreadable"),
        ("3-7月", "month-unreadable"),
        ("下半年", "month-unreadable"),
        ("Foo-23", "month-unreadable"),
        ("0000-07", "month-unreadable"),
        ("合计", "month-unreadable"),
        ("2023-07" * 20, "month-unreadable"),
    ],
)
def test_what_is_no_month_or_more_than_one_is_refused(text: str, code: str) -> None:
    reading = read(text)
    assert reading.month is None
    assert reading.remark
    assert (reading.remark.level, reading.remark.code) == ("error", code)


@given(
    st.text(alphabet=st.one_of(st.characters(), st.sampled_from("0123456789年月-/.季度上半二〇十 Jul")), max_size=20)
)
def test_any_text_is_a_month_or_refused(text: str) -> None:
    reading = read(text)
    assert (reading.month is None) == (reading.refusal is not None)


@given(st.integers(1900, 2199), st.integers(1, 12))
def test_every_month_is_read_back(year: int, number: int) -> None:
    month = Month(year, number)
    assert read(str(month)).month == read(f"{year}年{number}月").month == read(str(month.key)).month == month
