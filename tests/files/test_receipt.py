"""Receipts: the reporter's own file with what was said about its lines, and nothing else of it another."""

from __future__ import annotations

import csv
import io
import zipfile

import openpyxl
import pytest
from builders import COUNTIES, a_plan, by_counties
from files.test_workbook_reader import MAIN, a_workbook, saved
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.files.figure_sheet import FigureSheet, read_figure_sheet
from dashboard.files.reading import ReadLimits
from dashboard.files.receipt import HEADERS, ReceiptRefused, write_receipt
from dashboard.files.table_reader import read_tables

PLAN = a_plan([by_counties("I1", name="充电桩"), by_counties("I2", name="基站")])
TEXT = '标题,,\n指标编码,地区,累计值\nI1,甲县,80\n\nI2,乙县,"1,5"\n合计,,85\n填报人：,,\n'
REMARKS = {3: ("新增", ""), 5: ("拒绝", 'F 列：12,34 读不成"一个数"')}


def read(content: bytes) -> FigureSheet:
    return read_figure_sheet(content, "九月", PLAN)


def receipt(content: bytes, remarks: dict[int, tuple[str, str]] | None = None) -> bytes:
    sheet = read(content)
    given = REMARKS if remarks is None else remarks
    return write_receipt(content, "九月", PLAN, sheet.sheet, sheet.header_lines, given, ReadLimits())


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "，"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_keeps_its_encoding_delimiter_line_ends_and_every_line(
    encoding: str, delimiter: str, newline: str
) -> None:
    rows = list(csv.reader(io.StringIO(TEXT)))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=newline).writerows(rows)
    before = out.getvalue()
    after = receipt(before.encode(encoding)).decode(encoding)
    lines = [(was, now) for was, now in zip(before.split(newline), after.split(newline), strict=True)]
    assert all(now.startswith(was) for was, now in lines)
    added = {number: now[len(was) + 1 :] for number, (was, now) in enumerate(lines, 1) if now != was}
    assert list(added) == [2, 3, 5]
    assert next(csv.reader([added[2]], delimiter=delimiter)) == list(HEADERS)
    assert next(csv.reader([added[5]], delimiter=delimiter)) == list(REMARKS[5])


def test_a_short_line_is_filled_up_so_that_remarks_stand_below_each_other() -> None:
    content = "指标编码,地区,累计值,备注\nI1,甲县\nI2,乙县,5,x\n".encode()
    made = receipt(content, {2: ("未报", ""), 3: ("新增", "")}).decode()
    assert made == "指标编码,地区,累计值,备注,核对结果,核对意见\nI1,甲县,,,未报,\nI2,乙县,5,x,新增,\n"


def test_a_record_of_several_lines_gets_its_remark_at_its_end() -> None:
    content = '指标编码,地区,累计值,备注\nI1,甲县,5,"第一行\n第二行"\nI2,乙县,5,\n'.encode()
    made = receipt(content, {2: ("新增", ""), 4: ("新增", "")}).decode()
    assert '"第一行\n第二行",新增,\nI2,乙县,5,,新增,\n' in made


def test_sent_in_again_it_is_read_as_before() -> None:
    for content in (TEXT.encode("gb18030"), saved(a_book())):
        before, after = read(content), read(receipt(content))
        assert [row[:1] + row[2:11] for row in after.rows] == [row[:1] + row[2:11] for row in before.rows]


def a_book() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    page = book.active
    for row in (["标题"], ["指标编码", "地区", "累计值"], ["I1", "甲县", 80], [], ["I2", "乙县", "1,5"]):
        page.append(row)
    page["C3"].number_format = "0.00"
    page.merge_cells("A1:C1")
    book.create_sheet("别的").append(["不动"])
    return book


def test_a_workbook_gets_two_columns_and_keeps_everything_else() -> None:
    content = saved(a_book())
    book = openpyxl.load_workbook(io.BytesIO(receipt(content)))
    page = book.worksheets[0]
    assert [page["D2"].value, page["E2"].value] == list(HEADERS)
    assert [page["D5"].value, page["E5"].value] == list(REMARKS[5])
    assert page["D3"].value == "新增"
    assert (page["C3"].number_format, [str(r) for r in page.merged_cells.ranges]) == ("0.00", ["A1:C1"])
    assert book["别的"]["A1"].value == "不动"


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_no_other_part_of_a_workbook_is_touched() -> None:
    content = saved(a_book())
    before, after = parts(content), parts(receipt(content))
    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == ["xl/worksheets/sheet1.xml"]


def a_text(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


ROWS = (
    f'<row r="2" spans="1:3">{a_text("A2", "指标编码")}{a_text("B2", "地区")}{a_text("C2", "累计值")}</row>'
    f'<row r="3" spans="1:3">{a_text("A3", "I1")}{a_text("B3", "甲县")}<c r="C3"><f>40*2</f><v>80</v></c></row>'
    '<row r="4"/>'
)


def test_a_formula_keeps_its_result_and_a_row_with_cells_added_says_no_more_how_far_it_reaches() -> None:
    content = a_workbook(ROWS)
    made = parts(receipt(content, {3: ("新增", "")}))["xl/worksheets/sheet1.xml"].decode()
    assert "<f>40*2</f><v>80</v>" in made
    assert "spans" not in made
    assert '<row r="4"/>' in made
    assert read(receipt(content, {3: ("新增", "")})).rows[0].total == "80"


def test_a_workbook_with_a_prefix_for_its_names_is_annotated_too() -> None:
    sheet = ROWS.replace("</", "</x:").replace("<c ", "<x:c ").replace("<row", "<x:row").replace("<is>", "<x:is>")
    sheet = sheet.replace("<t>", "<x:t>").replace("<f>", "<x:f>").replace("<v>", "<x:v>")
    sheet = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{sheet}</x:sheetData></x:worksheet>'
    with_prefix = parts(a_workbook("")) | {
        "xl/worksheets/sheet1.xml": sheet.encode(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in with_prefix.items():
            archive.writestr(name, part)
    (sheet,) = read_tables(receipt(out.getvalue(), {3: ("变更", "<&>")}), "a.xlsx").sheets
    assert [row.cells[3:] for row in sheet.rows] == [HEADERS, ("变更", "<&>")]


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=400))
def test_whatever_is_said_the_sheet_stays_a_sheet_and_rows_stay_rows(said: list[tuple[str, str]]) -> None:
    book = openpyxl.Workbook()
    book.active.append(["指标编码", "地区", "累计值"])
    for _ in said:
        book.active.append(["I1", COUNTIES[0].name, 1])
    content = saved(book)
    made = receipt(content, {line: (f"新增{a}", f"意见{b}") for line, (a, b) in enumerate(said, 2)})
    before, after = read(content), read(made)
    assert [row.total for row in after.rows] == [row.total for row in before.rows]
    assert openpyxl.load_workbook(io.BytesIO(made)).active.max_row == len(said) + 1


def test_a_long_sheet_streams_through() -> None:
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet()
    page.append(["指标编码", "地区", "累计值"])
    for number in range(20_000):
        page.append(["I1", COUNTIES[0].name, number])
    made = receipt(saved(book), {line: ("新增", f"第 {line} 行") for line in range(2, 20_002)})
    page = openpyxl.load_workbook(io.BytesIO(made), read_only=True).active
    rows = list(page.iter_rows(min_row=2, values_only=True))
    assert rows[0] == ("I1", "甲县", 0, "新增", "第 2 行")
    assert rows[-1] == ("I1", "甲县", 19_999, "新增", "第 20001 行")


def test_where_no_table_was_read_there_is_no_receipt() -> None:
    with pytest.raises(ReceiptRefused):
        write_receipt(b"%PDF-1.7", "a.pdf", PLAN, None, (), {}, ReadLimits())
