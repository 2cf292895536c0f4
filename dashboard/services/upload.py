"""An upload: a file as it was sent, read, judged and made ready to be kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from dashboard.domain.access import Account, Action
from dashboard.domain.checking import check_rows
from dashboard.domain.figure import Known
from dashboard.domain.mending import NOTHING_BESIDE, Beside, lay_mends, without_left_out
from dashboard.domain.month import Month
from dashboard.domain.review import Review
from dashboard.domain.verdict import Checked
from dashboard.files.figure_sheet import FigureSheet, read_figure_sheet
from dashboard.files.table_reader import ReadLimits
from dashboard.services.access import permitted_cells
from dashboard.services.site import Site
from dashboard.storage import closings, figures, people
from dashboard.storage.submissions import Draft
from dashboard.viewmodels.review_document import dump_record

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dashboard.storage.plans import StoredPlan


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody sent it, and what they said with it. `month` stands in where the file has no months.

    `actor` is who it is said to be from, where that is not the account that brings it; `came_on` the day it is said to
    have come in, where that is not now.
    """

    content: bytes
    name: str
    actor: str = ""
    month: Month | None = None
    explanation: str = ""
    accept_valid: bool = False
    demonstration: bool = False
    kind: str = "file"
    came_on: date | None = None


def read_upload(site_: Site, upload: Upload, stored: StoredPlan) -> FigureSheet:
    """The rows that a file holds, as far as they can be read."""
    return read_figure_sheet(upload.content, upload.name, stored.plan, limits=limits_of(site_))


def limits_of(site_: Site) -> ReadLimits:
    """How much one file may hold here."""
    return ReadLimits(
        max_bytes=site_.settings.max_upload_megabytes * 1024 * 1024, max_rows=site_.settings.max_upload_rows
    )


def judge_upload(
    site_: Site,
    connection: Connection,
    stored: StoredPlan,
    sheet: FigureSheet,
    upload: Upload,
    beside: Beside = NOTHING_BESIDE,
) -> tuple[Review, figures.Current]:
    """A file's review by what the site's account and whoever made it may report, and the figures it was held against.

    The file is judged with what people wrote beside it.
    """
    current = figures.current_figures(connection, stored) if sheet.rows else {}
    permitted = permitted_cells(site_, Action.REPORT, stored.plan, *_makers(connection, upload))
    known = Known(current, closings.load_closings(connection, stored))
    rows, mended = lay_mends(sheet.rows, beside)
    checked = check_rows(stored.plan, rows, known, asked_month=upload.month, today=date.today(), may_report=permitted)
    checked = without_left_out(checked, beside.left_out)
    told = (*mended, *checked.problems) if sheet.rows else ()
    checked = Checked(checked.rows, (*sheet.problems, *told))
    digest = hashlib.sha256(upload.content).hexdigest()
    review = Review(sheet.name, digest, sheet.encoding, sheet.sheet, upload.month, checked)
    return replace(review, words=beside.words, raw=rows, mends=beside.mends), current


def _makers(connection: Connection, upload: Upload) -> tuple[Account, ...]:
    """The account that a file came from: a reviewer's wider permission does not carry its rows further."""
    found = people.find_maker(connection, upload.actor) if upload.actor else None
    return (found,) if found else ()


def build_draft(site_: Site, upload: Upload, review: Review) -> Draft:
    """What is kept of an upload and its review."""
    return Draft(
        name=review.file,
        sha256=review.sha256,
        content=upload.content,
        encoding=review.encoding,
        asked_month=upload.month,
        accept_valid=upload.accept_valid,
        explanation=upload.explanation,
        figures=len(review.to_write),
        review=dump_record(review),
        made_by=upload.actor or site_.who.name,
        demonstration=upload.demonstration,
        kind=upload.kind,
        came_on=upload.came_on,
    )
