"""Bytes of office files, made byte by byte, and what the reader makes of them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.problem import Level
from dashboard.files.table_reader import Reading, ReadLimits, base_name, read_tables

TABLE = "指标编码,地区,月份,累计值\nT28-1,滨城区,2023-07,90\n"
CELLS = [("指标编码", "地区", "月份", "累计值"), ("T28-1", "滨城区", "2023-07", "90")]
HEADERS = {"指标编码", "地区", "月份", "累计值"}


def known_headers(cells):
    return sum(cell in HEADERS for cell in cells)


def cells_of(reading: Reading):
    (sheet,) = reading.sheets
    return [row.cells for row in sheet.rows]


def lines_of(reading: Reading):
    (sheet,) = reading.sheets
    return [row.line for row in sheet.rows]


def refusal_of(content: bytes, name: str = "七月.csv", **options):
    reading = read_tables(content, name, **options)
    assert reading.sheets == ()
    assert reading.encoding is None
    (problem,) = reading.problems
    assert problem.level is Level.ERROR
    return problem


@pytest.mark.parametrize(
    ("content", "encoding", "notices"),
    [
        (TABLE.encode(), "utf-8", []),
        (TABLE.encode("utf-8-sig"), "utf-8-sig", []),
        (b"\xef\xbb\xbf" + TABLE.encode("utf-8-sig"), "utf-8-sig", []),
        (TABLE.encode("gbk"), "gb18030", ["other-encoding"]),
        (TABLE.encode("gb2312"), "gb18030", ["other-encoding"]),
        (TABLE.encode("gb18030"), "gb18030", ["other-encoding"]),
        (
            b"\xff\xfe" + TABLE.replace(",", "\t").encode("utf-16-le"),
            "utf-16-le",
            ["other-encoding", "other-delimiter"],
        ),
        (
            b"\xfe\xff" + TABLE.replace(",", "\t").encode("utf-16-be"),
            "utf-16-be",
            ["other-encoding", "other-delimiter"],
        ),
    ],
)
def test_a_text_in_any_office_encoding_gives_the_same_cells(content, encoding, notices):
    reading = read_tables(content, "七月.csv")
    assert reading.encoding == encoding
    assert cells_of(reading) == CELLS
    assert [problem.code for problem in reading.problems] == notices
    assert all(problem.level is Level.NOTICE for problem in reading.problems)


def test_a_character_that_only_gb18030_has_is_read():
    assert cells_of(read_tables("地区\n㐀县\n".encode("gb18030"), "a.csv")) == [("地区",), ("㐀县",)]


@pytest.mark.parametrize(
    ("content", "offset"),
    [
        ("指标编码,地区\nT28-1,滨城区".encode()[:-1], 32),
        ("指标编码,地区\nT28-1,滨城区".encode("gbk")[:-1], 24),
        (b"\xff\xfe" + "地区\t月".encode("utf-16-le")[:-1], 8),
        (b"\xef\xbb\xbf" + "地区".encode()[:-1], 6),
        ("地区,月份\n".encode("gbk") + b"\xff\xff\n", 10),
    ],
)
def test_a_file_cut_in_a_character_is_refused_with_the_byte_offset(content, offset):
    problem = refusal_of(content)
    assert problem.code == "encoding"
    assert "文件编码无法识别" in problem.message
    assert f"字节偏移 {offset} " in problem.message


@pytest.mark.parametrize(
    "content",
    [
        "地区,月份\n滨城区,\0\n".encode(),
        "地区,月份\n滨城区,\0\n".encode("gbk"),
        "地区,月份\n滨城区,\0\n".encode("utf-8-sig"),
        b"\xff\xfe" + "地区\t月份\n滨城区\t\0\n".encode("utf-16-le"),
    ],
)
def test_nul_bytes_refuse_a_text_and_name_their_line(content):
    problem = refusal_of(content)
    assert (problem.code, problem.line) == ("nul-bytes", 2)


def test_utf_16_without_a_mark_is_refused():
    assert refusal_of(TABLE.encode("utf-16-le")).code == "nul-bytes"


@pytest.mark.parametrize(("delimiter", "notices"), [(",", 0), ("\t", 1), (";", 1), ("，", 1)])
def test_the_delimiter_is_found_by_the_header(delimiter, notices):
    reading = read_tables(TABLE.replace(",", delimiter).encode(), "a.csv", score=known_headers)
    assert cells_of(reading) == CELLS
    assert [problem.code for problem in reading.problems] == ["other-delimiter"] * notices


def test_the_header_outweighs_rows_with_more_pieces_of_another_delimiter():
    text = "说明：一,二,三,四,五,六,七\n指标编码;地区;月份;累计值\nT28-1;滨城区;2023-07;1,2,3,4,5,6\n"
    assert cells_of(read_tables(text.encode(), "a.csv", score=known_headers))[1] == CELLS[0]
    assert len(cells_of(read_tables(text.encode(), "a.csv"))[1]) == 1


@pytest.mark.parametrize(
    ("text", "lines", "last"),
    [
        ("a,b\r1,2\r3,4", [1, 2, 3], ("3", "4")),
        ("a,b\r\n1,2\n3,4\r5,6\r\n", [1, 2, 3, 4], ("5", "6")),
        ("a,b\n\n\n1,2\n", [1, 2, 3, 4], ("1", "2")),
        ('a,b\n1,"x\ny"\n3,4\n', [1, 2, 4], ("3", "4")),
        ('a,b\r\n1,"x\r\ny\rz"\r\n3,4\r\n', [1, 2, 5], ("3", "4")),
        ('a,b\n1,"说""好"",的"', [1, 2], ("1", '说"好",的')),
        ('a,b\n1,5"屏\n3,4', [1, 2, 3], ("3", "4")),
        ("a,b\n1,2,\n", [1, 2], ("1", "2", "")),
    ],
)
def test_line_numbers_are_those_of_the_file_whatever_ends_a_line(text, lines, last):
    reading = read_tables(text.encode(), "a.csv")
    assert lines_of(reading) == lines
    assert cells_of(reading)[-1] == last
    assert len(reading.sheets[0].rows) == len(lines)


def test_the_cells_stand_as_in_the_file():
    assert cells_of(read_tables("a,b\n '1 ,\u3000=1+1 \n".encode(), "a.csv"))[1] == (" '1 ", "\u3000=1+1 ")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a,b\n1,2\n3,"4\n5,6\n', 3),
        ('a,b\n1,"2', 2),
        ('a,b\n"x\ny","2\n3,4\n', 3),
        ('a,b\n1,2\n3,"4\n' + "5,6\n" * 60 + '7,"8"\n', 3),
        ('a,b\n1,"2\n' + "3,4\n" * 50_000, 2),
    ],
)
def test_a_quote_left_open_refuses_the_file_and_names_the_line_where_it_opened(text, line):
    problem = refusal_of(text.encode())
    assert (problem.code, problem.line) == ("unclosed-quote", line)
    assert f"第{line}行" in problem.message


def test_a_quote_that_swallows_rows_until_the_next_quote_is_a_warning():
    text = 'a,b,c,d\n1,"2,3,4\n5,"6",7,8\n9,"好的,\n收到",9,9\n'
    reading = read_tables(text.encode(), "a.csv")
    assert [(problem.code, problem.line, problem.level) for problem in reading.problems] == [
        ("rows-in-cell", 2, Level.WARNING)
    ]


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b" \r\n\t\n", b",,,\r\n,,,\r\n", b'""\n'])
def test_an_empty_file_is_refused(content):
    problem = refusal_of(content)
    assert problem.code == "empty-file"
    assert problem.message.startswith("文件是空的")


@pytest.mark.parametrize(
    ("text", "limits", "code", "named"),
    [
        ("a,b\n1,2\n", ReadLimits(max_bytes=7), "too-large", "7 字节"),
        ("a,b\n1,2\n3,4\n5,6\n", ReadLimits(max_rows=2), "too-many-rows", "2行"),
        ('a,b\n"1",2\n3,4\n5,6\n', ReadLimits(max_rows=2), "too-many-rows", "2行"),
        ("a,b\n1,2,3,4\n", ReadLimits(max_columns=3), "too-many-columns", "3列"),
        ('a,b\n"1",2,3,4\n', ReadLimits(max_columns=3), "too-many-columns", "3列"),
    ],
)
def test_beyond_a_limit_the_file_is_refused_and_the_limit_named(text, limits, code, named):
    problem = refusal_of(text.encode(), limits=limits)
    assert problem.code == code
    assert named in problem.message


@pytest.mark.parametrize("text", ["a,b\n\n1,2\n3,4\n", 'a,b\n\n"1",2\n3,4'])
def test_at_the_limit_the_file_is_taken_and_blank_rows_do_not_count(text):
    limits = ReadLimits(max_bytes=len(text), max_rows=2, max_columns=2)
    assert len(cells_of(read_tables(text.encode(), "a.csv", limits=limits))) == 4


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


@pytest.mark.parametrize(
    ("content", "what", "advice"),
    [
        (OLE + "Workbook".encode("utf-16-le"), "xls", "另存为 xlsx 或 CSV"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "加密", "去掉打开密码"),
        (OLE + "WordDocument".encode("utf-16-le") + "Workbook".encode("utf-16-le"), "wps", "模板"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "演示文稿", "模板"),
        (OLE, "旧版 Office", "另存为 xlsx 或 CSV"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "HTML", "另存为 xlsx 或 CSV"),
        (b"\xef\xbb\xbf\r\n <!DOCTYPE html>", "HTML", "另存为 xlsx 或 CSV"),
        (b"\xff\xfe" + "<table>".encode("utf-16-le"), "HTML", "另存为 xlsx 或 CSV"),
        (b"MIME-Version: 1.0\r\n", "HTML", "另存为 xlsx 或 CSV"),
        (b'<?xml version="1.0"?><Workbook/>', "XML", "另存为 xlsx 或 CSV"),
        (b"%PDF-1.7\n", "PDF", "模板"),
        (b"\x89PNG\r\n\x1a\n", "PNG", "模板"),
        (b"\xff\xd8\xff\xe0", "JPG", "模板"),
        (b"GIF89a", "GIF", "模板"),
        (b"BM\x36\x00\x00\x00\x00\x00\x00\x00\x36", "BMP", "模板"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WebP", "模板"),
        (b"Rar!\x1a\x07", "RAR", "解压"),
    ],
)
def test_a_file_of_another_kind_is_named_with_what_to_do(content, what, advice):
    problem = refusal_of(content, "七月.xlsx")
    assert problem.code == "not-a-table"
    assert what in problem.message
    assert advice in problem.message
    assert "“七月.xlsx”" in problem.message


def test_the_kind_is_told_by_content_and_not_by_name():
    assert cells_of(read_tables(TABLE.encode(), "七月.xlsx")) == CELLS


def test_text_that_starts_like_an_image_is_read():
    assert cells_of(read_tables(b"BM,a\n1,2\n", "a.csv"))[0] == ("BM", "a")


def test_rows_can_be_read_again_and_found():
    rows = read_tables(TABLE.encode(), "a.csv").sheets[0].rows
    first, second = list(rows), list(rows)
    assert first == second
    assert first[1] in rows
    assert ("nothing",) not in rows


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("七月.csv", "七月.csv"),
        ("C:\\Users\\王\\七月.csv", "七月.csv"),
        ("../../etc/passwd", "passwd"),
        ("..", "未命名文件"),
        ("", "未命名文件"),
        ("folder/", "未命名文件"),
        ("七月\x00\r\n\u202e.csv", "七月.csv"),
        ("长" * 300 + ".xlsx", "长" * 115 + ".xlsx"),
        ("长" * 300, "长" * 120),
        ("a." + "长" * 300, "a." + "长" * 118),
    ],
)
def test_of_a_file_name_only_the_base_name_is_kept(name, expected):
    assert base_name(name) == expected


@settings(deadline=None)
@given(st.binary(max_size=2000), st.text())
def test_random_bytes_are_read_or_refused_but_never_raise(content, name):
    reading = read_tables(content, name)
    assert reading.sheets or any(problem.level is Level.ERROR for problem in reading.problems)
    for sheet in reading.sheets:
        assert len(list(sheet.rows)) == len(sheet.rows)


PIECES = st.sampled_from(["a", "指标", " ", ",", "，", ";", "\t", "\n", "\r", "\r\n", '"', '""', "1"])


@settings(deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from(["utf-8", "gb18030", "utf-8-sig"]))
def test_every_line_that_is_not_blank_is_in_a_row_or_in_a_problem(text, encoding):
    reading = read_tables(text.encode(encoding), "a.csv")
    if not reading.sheets:
        assert any(problem.level is Level.ERROR for problem in reading.problems)
        return
    rows = list(reading.sheets[0].rows)
    physical = re.split("\r\n|\r|\n", text)
    starts = [row.line for row in rows]
    assert starts == sorted(set(starts))
    for row, end in zip(rows, [*starts[1:], len(physical) + 1], strict=True):
        # cells keep all but quotes and delimiters, in order
        spanned = "".join(physical[row.line - 1 : end - 1])
        assert [mark for mark in "".join(row.cells) if mark in "a指标1"] == [
            mark for mark in spanned if mark in "a指标1"
        ]
    assert not starts or not "".join(physical[: starts[0] - 1]).strip()
