"""Number cells, a row for each kind of dirt."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.measure import Comparator, Measure
from dashboard.domain.month import Month
from dashboard.domain.number_text import PART, NumberReading, Quantity, quantity_of, read_number
from dashboard.domain.plan import Indicator
from dashboard.domain.unit import parse_unit


def quantity(unit: str, measure: Measure = Measure.INCREMENT, column: str | None = None) -> Quantity:
    indicator = Indicator("T1", "T", "名", unit, measure, Comparator.AT_LEAST, Decimal(10), Month(2023, 12))
    return quantity_of(indicator, parse_unit(column).within(parse_unit(unit)) if column else None)


RATIO = quantity("%", Measure.RATIO)


def codes(reading: NumberReading) -> list[str]:
    return [remark.code for remark in reading.remarks]


@pytest.mark.parametrize("text", ["12", "0", "0.0", "007", "12.0", " 12 "])
def test_a_plain_number_is_taken_without_a_word(text: str) -> None:
    assert read_number(text, quantity("台")) == NumberReading(Decimal(text))


@pytest.mark.parametrize(
    ("text", "unit", "value", "code"),
    [
        ("1,234", "台", "1234", "number-repaired"),
        ("1，234", "台", "1234", "number-repaired"),
        ("1 234", "台", "1234", "number-repaired"),
        ("1\u00a0234\u00a0567", "台", "1234567", "number-repaired"),
        ("1,234.5", "亿元", "1234.5", "number-repaired"),
        ("１２", "台", "12", "number-repaired"),
        ("1２．5", "公里", "12.5", "number-repaired"),
        ("零", "台", "0", "number-repaired"),
        ("12台", "台", "12", "number-repaired"),
        ("12 台", "台", "12", "number-repaired"),
        ("'12", "台", "12", "number-repaired"),
        ("’12", "台", "12", "number-repaired"),
        ("\u200b12\ufeff", "台", "12", "number-repaired"),
        ("\u200f12", "台", "12", "number-repaired"),
        ("\u200e1\u30002\u202c".replace("\u3000", ""), "台", "12", "number-repaired"),
        (".5", "亿元", "0.5", "number-repaired"),
        ("1.05E+02", "台", "105", "number-repaired"),
        ("1.5亿", "亿条", "1.5", "number-repaired"),
        ("4星级", "星", "4", "number-repaired"),
        ("1.5m²", "平方米", "1.5", "number-repaired"),
        ("1.2万", "台", "12000", "unit-converted"),
        ("7.6万路", "路", "76000", "unit-converted"),
        ("8600万条", "亿条", "0.86", "unit-converted"),
        ("8600万", "亿条", "0.86", "unit-converted"),
        ("350000万元", "亿元", "35", "unit-converted"),
        ("1.2万", "公里", "12000", "unit-converted"),
        ("500米", "公里", "0.5", "unit-converted"),
        ("5千元", "元", "5000", "unit-converted"),
        ("2兆瓦", "千瓦", "2000", "unit-converted"),
    ],
)
def test_a_repaired_number_is_taken_with_a_notice(text: str, unit: str, value: str, code: str) -> None:
    measure = Measure.LEVEL if unit == "星" else Measure.INCREMENT
    reading = read_number(text, quantity(unit, measure))
    assert (reading.value, codes(reading)) == (Decimal(value), [code])
    assert reading.remarks[0].level == "notice"


@pytest.mark.parametrize(
    "text",
    [
        "约1200",
        "近1200",
        "1200余",
        "1200余台",
        "1200左右",
        "1200台以上",
        "大约 1200 台",
        "1,200多台",
        "0.12万余台",
        "超过1200",
    ],
)
def test_an_approximate_number_is_taken_with_a_warning(text: str) -> None:
    reading = read_number(text, quantity("台"))
    assert (reading.value, codes(reading)) == (Decimal(1200), ["approximate"])
    assert reading.remarks[0].level == "warning"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "—",
        "–",
        "-",
        "－",
        "——",
        "--",
        "−",
        "/",
        "无",
        "未报",
        "未统计",
        "N/A",
        "n/a",
        "NaN",
        "ＮａＮ",
        "\u200b",
    ],
)
def test_a_mark_for_no_value_is_missing_and_never_zero(text: str) -> None:
    assert read_number(text, quantity("台")) == NumberReading(None, (), missing=True)


@pytest.mark.parametrize("text", ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#div/0!"])
def test_a_spreadsheet_error_is_missing_and_named(text: str) -> None:
    reading = read_number(text, quantity("台"))
    assert reading.missing
    assert codes(reading) == ["spreadsheet-error"]
    assert text in reading.remarks[0].message


@pytest.mark.parametrize(
    ("text", "unit", "code", "named"),
    [
        ("12,34", "台", "grouping", "三位"),
        ("1,2345", "台", "grouping", "三位"),
        ("12 34", "台", "grouping", "三位"),
        ("0,123", "台", "grouping", "三位"),
        ("85户", "台", "unit-mismatch", "“户”"),
        ("91.5%", "台", "unit-mismatch", "“%”"),
        ("5元", "台", "unit-mismatch", "“元”"),
        ("8O", "台", "letter-in-number", "“O”"),
        ("1o5", "台", "letter-in-number", "“o”"),
        ("1l0", "台", "letter-in-number", "“l”"),
        ("I2", "台", "letter-in-number", "“I”"),
        ("三百", "台", "chinese-numeral", "“三”"),
        ("3千", "台", "chinese-numeral", "“千”"),
        ("十二个", "个", "chinese-numeral", "“十”"),
        ("零点五", "公里", "chinese-numeral", "“零”"),
        ("①", "台", "odd-digit", "“①”"),
        ("1②", "台", "odd-digit", "“②”"),
        ("Ⅷ", "台", "odd-digit", "“Ⅷ”"),
        ("〇", "台", "odd-digit", "“〇”"),
        ("-5", "台", "negative-number", "负数"),
        ("−5", "台", "negative-number", "负数"),
        ("—5", "台", "negative-number", "负数"),
        ("(5)", "台", "negative-number", "负数"),
        ("（5）", "台", "negative-number", "负数"),
        ("负5", "台", "negative-number", "负数"),
        ("12.5", "台", "not-whole", "台数只能是整数"),
        ("1.23456万", "台", "not-whole", "12345.6"),
        ("0.5", "户", "not-whole", "整数"),
        ("=SUM(A1:A3)", "台", "formula", "“=”"),
        ("+5", "台", "formula", "“+”"),
        ("@5", "台", "formula", "“@”"),
        ("inf", "台", "unreadable-number", "有限"),
        ("-Infinity", "台", "unreadable-number", "有限"),
        ("∞", "台", "unreadable-number", "有限"),
        ("1.2.3", "公里", "unreadable-number", "读不成"),
        ("约", "台", "unreadable-number", "读不成"),
        ("9" * 200, "台", "unreadable-number", "太长"),
        ("9" * 16, "台", "number-too-large", "9万亿"),
        ("1E+999", "台", "number-too-large", "9万亿"),
        ("1E-999", "公里", "too-many-decimals", "六位"),
        ("0.1234567", "公里", "too-many-decimals", "六位"),
        ("1.5元", "亿元", "too-many-decimals", "六位"),
    ],
)
def test_what_is_not_a_number_of_the_unit_is_refused_and_says_why(text: str, unit: str, code: str, named: str) -> None:
    reading = read_number(text, quantity(unit))
    assert reading.refused
    assert codes(reading) == [code]
    assert named in reading.remarks[0].message
    assert not any(word in reading.remarks[0].message for word in ("错误", "非法", "失败", "！"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("91.5%", "91.5"),
        ("83.2", "83.2"),
        ("85 %", "85"),
        ("0", "0"),
        ("100", "100"),
        ("1%", "1"),
        ("0.5%", "0.5"),
        ("1.5", "1.5"),
    ],
)
def test_a_percentage_is_taken_without_a_word(text: str, value: str) -> None:
    assert read_number(text, RATIO) == NumberReading(Decimal(value))


@pytest.mark.parametrize("text", ["91.5％", "百分之91.5", "百分之 91.5", "９１.５%"])
def test_a_percentage_in_another_dress_is_taken_with_a_notice(text: str) -> None:
    reading = read_number(text, RATIO)
    assert (reading.value, codes(reading)) == (Decimal("91.5"), ["number-repaired"])


def test_a_bare_share_is_taken_as_a_percentage_with_a_warning() -> None:
    reading = read_number("0.87", RATIO)
    assert (reading.value, codes(reading)) == (Decimal(87), ["ratio-as-decimal"])
    assert "疑似小数,按87%处理" in reading.remarks[0].message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1", "ambiguous-ratio"),
        ("1.0", "ambiguous-ratio"),
        ("100.1", "ratio-over-100"),
        ("101%", "ratio-over-100"),
        ("1万", "ratio-over-100"),
        ("百分之九十", "chinese-numeral"),
        ("12个", "unit-mismatch"),
        ("5‰", "unit-mismatch"),
        ("0.123456789", "too-many-decimals"),
    ],
)
def test_what_is_no_percentage_is_refused(text: str, code: str) -> None:
    reading = read_number(text, RATIO)
    assert reading.refused
    assert codes(reading) == [code]


def test_only_counted_units_are_kept_whole() -> None:
    for unit in ("亿元", "公里", "万户", "标准分", "TB"):
        assert read_number("12.5", quantity(unit)).value == Decimal("12.5")
    assert read_number("1.5", quantity("个", Measure.LEVEL)).value == Decimal("1.5")


def test_a_bare_number_stands_in_the_unit_of_its_column() -> None:
    assert read_number("350000", quantity("亿元", column="万元")).value == 35
    assert read_number("3.5亿", quantity("亿元", column="万元")).value == Decimal("3.5")
    assert read_number("7.6万", quantity("路", column="万路")).value == 76000
    assert read_number("5千米", quantity("公里", column="千米")).value == 5


@pytest.mark.parametrize(
    ("text", "value"), [("700", "700"), ("1.2万", "12000"), ("3500万元", "35000000"), ("9个", "9")]
)
def test_a_part_of_a_ratio_is_a_number_of_anything(text: str, value: str) -> None:
    assert read_number(text, PART).value == Decimal(value)


def test_a_part_of_a_ratio_is_no_percentage() -> None:
    assert codes(read_number("90%", PART)) == ["unit-mismatch"]


dirty = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("0123456789.,%万亿元台零约-+=#（）①O 余多eE")), max_size=30
)


@given(dirty, st.sampled_from([quantity("台"), quantity("亿元"), quantity("公里", column="米"), RATIO, PART]))
def test_any_text_is_a_value_in_bounds_or_missing_or_refused_with_one_reason(text: str, of: Quantity) -> None:
    reading = read_number(text, of)
    errors = [remark for remark in reading.remarks if remark.level == "error"]
    if reading.value is None:
        assert len(errors) == (0 if reading.missing else 1)
    else:
        assert not errors
        assert not reading.missing
        assert 0 <= reading.value <= 9 * 10**12
        assert reading.value == round(reading.value, 6)


@given(st.decimals(min_value=0, max_value=10**12, places=6))
def test_every_number_with_six_places_is_read_back_exactly(value: Decimal) -> None:
    assert read_number(f"{value:f}", quantity("亿元")).value == value
    assert read_number(f"{value:,f}", quantity("亿元")).value == value
