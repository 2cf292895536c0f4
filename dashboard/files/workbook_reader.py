"""Xlsx workbooks to sheets of text cells."""

from xml.etree import ElementTree
from xml.parsers import expat

from dashboard.files.file_kind import ARCHIVE_DAMAGE
from dashboard.files.reading import Reading, ReadLimits, Refusal, Sheet
from dashboard.files.workbook_parts import BrokenPart, number_texts, open_archive, open_part, shared_texts, sheet_parts
from dashboard.files.worksheet_parser import WorksheetParser

_DAMAGE = (*ARCHIVE_DAMAGE, BrokenPart, expat.ExpatError, ElementTree.ParseError)


def read_workbook(content: bytes, limits: ReadLimits) -> Reading:
    """Every worksheet with its cells as they are shown; raises Refusal for a damaged, empty or too large workbook.

    Numbers have at most 15 significant digits, percent cells are given as 91.5%, dates as 2023-09-30 00:00:00. A
    formula gives its stored result, and one that was never computed its own text with the equals sign.
    """
    try:
        sheets = _read_sheets(content, limits)
    except _DAMAGE:
        raise Refusal(
            "broken-workbook", "工作簿已损坏，读不下去。请用 Excel 或 WPS 打开，另存为 xlsx 后再报送。"
        ) from None
    if not any(sheet.rows for sheet in sheets):
        raise Refusal("empty-file", "工作簿是空的，没有任何数据。请填写后再报送。")
    return Reading("xlsx", sheets, ())


def _read_sheets(content: bytes, limits: ReadLimits) -> tuple[Sheet, ...]:
    with open_archive(content, limits) as archive:
        shared = shared_texts(archive)
        shown = number_texts(archive)
        sheets = []
        for part in sheet_parts(archive):
            with open_part(archive, part.entry) as source:
                sheets.append(WorksheetParser(part, shared, shown, limits).read(source))
        return tuple(sheets)
