"""Receipts: the file that somebody sent, with what was said about each of its lines."""

from __future__ import annotations

from typing import NamedTuple

from dashboard.domain.access import Action
from dashboard.domain.errors import FileRefused
from dashboard.files.figure_sheet import read_figure_sheet
from dashboard.files.receipt import ReceiptRefused, write_receipt
from dashboard.services.access import must
from dashboard.services.site import Site
from dashboard.services.submitting import WAITING, judge_again
from dashboard.services.upload import limits_of
from dashboard.storage import submissions
from dashboard.storage.database import reading
from dashboard.viewmodels.receipt_remarks import build_remarks


class Receipt(NamedTuple):
    """A file to be given back, what it is called, and whether it is a workbook."""

    name: str
    content: bytes
    is_workbook: bool


def make_receipt(site_: Site, number: int) -> Receipt:
    """The receipt of a submission that does not count yet, as it is judged now."""
    must(site_, Action.REPORT)
    with reading(site_.engine) as connection:
        found, stored, review, _ = judge_again(site_, connection, number, WAITING)
        content, _ = submissions.load_content(connection, number)
    limits = limits_of(site_)
    sheet = read_figure_sheet(content, found.name, stored.plan, limits=limits)
    remarks = build_remarks(review)
    try:
        made = write_receipt(content, found.name, stored.plan, sheet.sheet, sheet.header_lines, remarks, limits)
    except ReceiptRefused:
        raise FileRefused("这个文件里没有读出表格，没有回执。") from None
    stem, dot, ending = found.name.rpartition(".")
    name = f"{stem}_回执.{ending}" if dot else f"{found.name}_回执"
    return Receipt(name, made, sheet.sheet is not None)
