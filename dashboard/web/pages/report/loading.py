"""What the report page opens on and shows: the board, a draft under review, the grid, what undoing would change."""

from __future__ import annotations

from dash import html

from dashboard.domain.access import Action
from dashboard.domain.errors import Refusal
from dashboard.domain.month import Month
from dashboard.services import foreseeing, submitting, templating, tracing
from dashboard.services.access import can, permitted_cells, publishing
from dashboard.services.reading import load_assessment
from dashboard.services.site import Site
from dashboard.storage.submissions import State
from dashboard.viewmodels.entry_grid import EntryGrid
from dashboard.viewmodels.filters import asked_month
from dashboard.viewmodels.report_board import ReportBoard, SubmissionLine, build_report_board, choose_report_month
from dashboard.viewmodels.review_rows import asked_rows
from dashboard.viewmodels.upload_review import UploadReview, build_upload_review
from dashboard.web.page import Query
from dashboard.web.pages.report import layout, mending

_SUBMISSIONS = 20

Shown = tuple[str, str, layout.Effect | None]
"""The review, the page's state and what the foot is worded from."""


def open_page(site: Site, query: Query) -> html.Div:
    """The first paint: the month that the address names, or the draft that it names, under review."""
    board = load_board(site, asked_month(query))
    limit = site.settings.max_upload_megabytes
    draft, undone = mending.number_in(query.get("draft")), mending.number_in(query.get("undo"))
    try:
        if draft is not None:
            return layout.layout(board, limit, load_review(site, draft))
        if undone is not None:
            return layout.layout(board, limit, None, beside=layout.undo_markup(foreseeing.review_undo(site, undone)))
        if query.get("fill"):
            return layout.layout(board, limit, None, beside=layout.grid_markup(load_grid(site, query, board.month)))
        return layout.layout(board, limit, None)
    except Refusal as refusal:
        return layout.layout(board, limit, None, layout.message_markup(str(refusal), "warning"))


def load_grid(site: Site, query: Query, month: Month) -> EntryGrid:
    """The grid of the unit that the address names."""
    return templating.load_entry_grid(site, query["fill"], month)


def load_board(site: Site, month: Month | None = None) -> ReportBoard:
    """The dues of a month (the running one without a month) and the latest submissions."""
    present = load_assessment(site)
    of_month = load_assessment(site, choose_report_month(present, month))
    lines = (
        SubmissionLine(
            number=s.id,
            state=s.state.value,
            file=s.name,
            figures=s.figures,
            by=s.last_step[1],
            at=s.last_step[0],
            demonstration=s.demonstration,
            reason=s.reason if s.state is State.RETURNED else "",
        )
        for s in tracing.list_submissions(site, _SUBMISSIONS)
    )
    may_undo = can(site, publishing(present.plan))
    mine = permitted_cells(site, Action.REPORT, present.plan)
    return build_report_board(present, of_month, lines, may_undo=may_undo, may_report=mine)


def load_review(site: Site, number: int, view: str | None = None) -> UploadReview:
    """A draft judged against what is published now; refused where it is no draft any more."""
    found, review = submitting.look_into(site, number)
    outlook = foreseeing.foresee_publication(site, review)
    returned = found.reason if found.state is State.RETURNED else ""
    about, rows = asked_rows(view)
    return build_upload_review(review, outlook, rows if about == number else None, returned)


def show_draft(site: Site, number: int | None, view: str | None = None) -> Shown:
    """The page's review part, its state and what the foot says; without a draft the idle page."""
    try:
        review = load_review(site, number, view) if number else None
    except Refusal as refusal:
        return layout.message_markup(str(refusal), "warning"), layout.NO_REVIEW, None
    return layout.review_markup(review), layout.state_of(review), layout.effect_of(review)
