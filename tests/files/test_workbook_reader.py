"""Xlsx workbooks: made by hand where a detail of the format matters, else by a library."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.problem import Level
from dashboard.files.table_reader import Reading, ReadLimits, read_tables

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WORKBOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{{properties}}'
    '<sheets><sheet name="七月" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONSHIPS = (
    f'<Relationships xmlns="{PACKAGE}">'
    f'<Relationship Id="rId1" Type="{LINKS}/worksheet" Target="{{target}}"/></Relationships>'
)


def an_archive(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, text in parts.items():
            archive.writestr(entry, text)
    return stream.getvalue()


def a_workbook(
    rows: str, *, after: str = "", properties: str = "", target: str = "worksheets/sheet1.xml", **parts
) -> bytes:
    return an_archive(
        {
            "xl/workbook.xml": WORKBOOK.format(properties=properties),
            "xl/_rels/workbook.xml.rels": RELATIONSHIPS.format(target=target),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>',
            **{f"xl/{name}.xml": text for name, text in parts.items()},
        }
    )


def styles(*formats: tuple[int, str | None]) -> str:
    codes = "".join(f'<numFmt numFmtId="{number}" formatCode="{code}"/>' for number, code in formats if code)
    cells = "".join(f'<xf numFmtId="{number}"/>' for number, _ in formats)
    return f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><cellXfs>{cells}</cellXfs></styleSheet>'


def saved(workbook: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def rows_of(content: bytes):
    reading = read_tables(content, "七月.csv")
    assert reading.problems == ()
    assert reading.encoding == "xlsx"
    (sheet,) = reading.sheets
    return [(row.line, *row.cells) for row in sheet.rows]


def refusal_of(content: bytes, **options):
    reading = read_tables(content, "七月.xlsx", **options)
    assert reading.sheets == ()
    (problem,) = reading.problems
    assert problem.level is Level.ERROR
    return problem


def test_a_saved_workbook_gives_its_cells_as_they_are_shown():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["指标编码", "地区", "月份", "累计值", "完成率"])
    sheet.append(["001", "滨城区", datetime(2023, 9, 30), 12.0, 0.915])
    sheet.append(["T28-2", None, date(2023, 9, 30), 0.1 + 0.2, True])
    sheet["E2"].number_format = "0.0%"
    assert rows_of(saved(workbook)) == [
        (1, "指标编码", "地区", "月份", "累计值", "完成率"),
        (2, "001", "滨城区", "2023-09-30 00:00:00", "12", "91.5%"),
        (3, "T28-2", "", "2023-09-30 00:00:00", "0.3", "TRUE"),
    ]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<c><v>12</v></c>", "12"),
        ("<c><v>12.0</v></c>", "12"),
        ("<c><v>0.30000000000000004</v></c>", "0.3"),
        ("<c><v>1.05E+02</v></c>", "105"),
        ("<c><v>1.5E-7</v></c>", "0.00000015"),
        ("<c><v>1E20</v></c>", "100000000000000000000"),
        ("<c><v>-0</v></c>", "0"),
        ("<c><v>350000.119999999995</v></c>", "350000.12"),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="b"><v>0</v></c>', "FALSE"),
        ('<c t="e"><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c t="str"><f>A1</f><v>滨城区</v></c>', "滨城区"),
        ('<c t="d"><v>2023-09-30T00:00:00</v></c>', "2023-09-30 00:00:00"),
        ('<c t="inlineStr"><is><t>滨</t><t>城</t><rPh><t>ping</t></rPh></is></c>', "滨城"),
        ('<c t="inlineStr"><is><t>第一行_x000D_</t></is></c>', "第一行\r"),
        ('<c t="s"><v>0</v></c>', "邹平市"),
        ("<c><f>SUM(A1:A2)</f><v>7</v></c>", "7"),
        ("<c><f>SUM(A1:A2)</f></c>", "=SUM(A1:A2)"),
        ('<c t="str"><f>A1</f><v></v></c><c><v>1</v></c>', ""),
    ],
)
def test_every_type_of_cell_becomes_text(cell, text):
    shared = f'<sst xmlns="{MAIN}"><si><r><t>邹平</t></r><r><t>市</t></r><rPh><t>zou</t></rPh></si></sst>'
    assert rows_of(a_workbook(f"<row>{cell}</row>", sharedStrings=shared))[0][1] == text


@pytest.mark.parametrize(
    ("number", "code", "stored", "text"),
    [
        (0, None, "45108", "45108"),
        (9, None, "0.57", "57%"),
        (10, None, "0.832", "83.2%"),
        (170, "0.00%;[Red]-0.00%", "-0.05", "-5%"),
        (171, "0&quot;%&quot;", "91.5", "91.5"),
        (172, "#,##0.00_ ;[Red]\\-#,##0.00\\ ", "1234.5", "1234.5"),
        (173, "0.00E+00", "1200", "1200"),
        (174, "[$-804]General", "5", "5"),
        (14, None, "45108", "2023-07-01 00:00:00"),
        (57, None, "45108", "2023-07-01 00:00:00"),
        (175, "yyyy&quot;年&quot;m&quot;月&quot;;@", "45108", "2023-07-01 00:00:00"),
        (22, None, "45108.354166666664", "2023-07-01 08:30:00"),
        (20, None, "0.354166666666667", "08:30:00"),
        (14, None, "1", "1900-01-01 00:00:00"),
        (14, None, "-3", "-3"),
        (14, None, "99999999", "99999999"),
    ],
)
def test_a_number_is_shown_by_its_format(number, code, stored, text):
    content = a_workbook(f'<row><c s="1"><v>{stored}</v></c></row>', styles=styles((0, None), (number, code)))
    assert rows_of(content) == [(1, text)]


def test_days_may_be_counted_from_1904():
    content = a_workbook(
        '<row><c s="0"><v>43646</v></c></row>', properties='<workbookPr date1904="1"/>', styles=styles((14, None))
    )
    assert rows_of(content) == [(1, "2023-07-01 00:00:00")]


def test_a_row_keeps_the_number_that_the_sheet_gives_it_and_blank_rows_are_left_out():
    rows = '<row r="2"><c r="B2"><v>1</v></c><c r="D2"><v>2</v></c></row><row r="3"><c r="A3" s="1"/></row>'
    assert rows_of(a_workbook(rows + '<row r="70"><c r="AB70"><v>3</v></c></row>')) == [
        (2, "", "1", "", "2"),
        (70, *[""] * 27, "3"),
    ]


def test_hidden_rows_and_merged_ranges_are_reported():
    rows = '<row r="1"><c><v>1</v></c></row><row r="2" hidden="1"><c><v>2</v></c></row><row r="3" hidden="1"/>'
    merged = '<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="B3:B7"/></mergeCells>'
    (sheet,) = read_tables(a_workbook(rows, after=merged), "a.xlsx").sheets
    assert sheet.hidden_rows == (2,)
    assert sheet.merged == ((1, 0, 1, 2), (3, 1, 7, 1))


def test_every_worksheet_is_given_with_its_name_and_whether_it_is_hidden():
    workbook = openpyxl.Workbook()
    workbook.active.title = "七月"
    workbook.active.append(["地区"])
    workbook.create_sheet("旧数").sheet_state = "hidden"
    workbook.create_chartsheet("图")
    workbook.create_sheet("备查").sheet_state = "veryHidden"
    reading: Reading = read_tables(saved(workbook), "a.xlsx")
    assert [(sheet.name, sheet.hidden, len(sheet.rows)) for sheet in reading.sheets] == [
        ("七月", False, 1),
        ("旧数", True, 0),
        ("备查", True, 0),
    ]


def test_prefixed_names_and_absolute_targets_are_understood():
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    content = a_workbook("", target="/xl/Worksheets/七月.xml", **{"worksheets/七月": sheet})
    assert rows_of(content) == [(1, "5")]


DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "content",
    [
        a_workbook("<row><c><v>1</v></c></row>")[:-40],
        b"PK\x03\x04" + bytes(200),
        a_workbook("<row><c><v>1</v></row>"),
        a_workbook('<row><c t="s"><v>3</v></c></row>'),
        a_workbook('<row r="x"><c><v>1</v></c></row>'),
        a_workbook('<row><c r="$1"><v>1</v></c></row>'),
        a_workbook("", target="worksheets/missing.xml"),
        a_workbook("<row/>", styles=f"{DOCTYPE}<styleSheet/>"),
        a_workbook("<row/>", sharedStrings=f"{DOCTYPE}<sst>&b;</sst>"),
        a_workbook("<row/>", styles="<styleSheet><cellXfs>"),
        an_archive({"xl/workbook.xml": "<workbook/>"}),
    ],
)
def test_a_damaged_workbook_is_refused_with_one_error(content):
    assert refusal_of(content).code == "broken-workbook"


def test_a_workbook_without_a_filled_cell_is_refused():
    assert refusal_of(saved(openpyxl.Workbook())).code == "empty-file"


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""}, "ods"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}, "OpenDocument 文档"),
        ({"word/document.xml": ""}, "docx"),
        ({"ppt/presentation.xml": ""}, "pptx"),
        ({"xl/workbook.bin": ""}, "xlsb"),
        ({"OFD.xml": ""}, "OFD"),
        ({"七月.csv": "a,b"}, "压缩包"),
        ({}, "压缩包"),
    ],
)
def test_an_archive_that_is_no_workbook_is_named(parts, what):
    problem = refusal_of(an_archive(parts))
    assert problem.code == "not-a-table"
    assert what in problem.message


@pytest.mark.parametrize(
    ("content", "limits", "code", "named"),
    [
        (a_workbook("<row/>" * 500), ReadLimits(max_unpacked=1000), "too-large", "超过1000 字节的上限"),
        (a_workbook("<row><c/></row>" * 2_000_000), ReadLimits(), "too-large", "超过16 MB的上限"),
        (a_workbook("<row><c><v>1</v></c></row>" * 4), ReadLimits(max_rows=2), "too-many-rows", "2行"),
        (a_workbook('<row r="9"><c r="XFD9"><v>1</v></c></row>'), ReadLimits(), "too-many-columns", "500列"),
    ],
    ids=["unpacked", "bomb", "rows", "columns"],
)
def test_beyond_a_limit_the_workbook_is_refused_and_the_limit_named(content, limits, code, named):
    problem = refusal_of(content, limits=limits)
    assert problem.code == code
    assert named in problem.message


def test_an_archive_of_very_many_entries_is_refused():
    assert refusal_of(an_archive({"xl/workbook.xml": "", **{f"x{n}": "" for n in range(10_001)}})).code == "too-large"


@settings(deadline=None)
@given(st.data())
def test_a_workbook_with_changed_bytes_is_read_or_refused_but_never_raises(data):
    content = bytearray(a_workbook('<row><c t="s"><v>0</v></c></row>', sharedStrings=f'<sst xmlns="{MAIN}"/>'))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    reading = read_tables(bytes(content), "a.xlsx")
    assert reading.sheets or any(problem.level is Level.ERROR for problem in reading.problems)


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_kept_to_fifteen_digits_and_never_written_with_an_exponent(number):
    ((_, text),) = rows_of(a_workbook(f"<row><c><v>{number!r}</v></c></row>"))
    assert float(text) == float(f"{number:.15g}")
    assert "e" not in text.lower()
