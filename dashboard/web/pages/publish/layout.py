"""How the publishing page is drawn: the board, or one submission that is looked at before a step is taken."""

from __future__ import annotations

from datetime import date

from dash import dcc, html

from dashboard.viewmodels.publish_board import PublishBoard
from dashboard.viewmodels.undo_review import UndoReview
from dashboard.viewmodels.upload_review import UploadReview
from dashboard.web.components.fragment import fragment
from dashboard.web.components.markup import draw
from dashboard.web.components.reminder import reminder_text
from dashboard.web.pages.publish import ids


def layout(board: str, review: str, message: str = "", month: str | None = None) -> html.Div:
    """The whole page; with a review it opens on that."""
    return html.Div(
        [
            dcc.Store(id=ids.STEP),
            dcc.Store(id=ids.MONTH, data=month),
            dcc.Store(id=ids.VIEW),
            dcc.Store(id=ids.LOOK, data=not review),
            fragment(ids.MESSAGE, message, "page-message"),
            fragment(ids.REVIEW, review, "publish-review"),
            fragment(ids.BOARD, board, "content publish-board"),
        ],
        id=ids.ROOT,
        className="publish",
    )


def board_markup(board: PublishBoard) -> str:
    """What waits, how complete the month is, and what was published last."""
    return draw("publish/board.html", board=board, reminder=reminder_text(board.month, date.today()))


def review_markup(review: UploadReview | None) -> str:
    """The submission that is looked at, with the steps that can be taken; nothing without one."""
    return draw("publish/review.html", review=review) if review else ""


def undo_markup(undo: UndoReview) -> str:
    """What withdrawing a submission would change, and the step itself."""
    return draw("report/undo.html", undo=undo, review=undo, home=("/publish", "审核发布"), store=ids.STEP)


def message_markup(sentence: str, kind: str = "success") -> str:
    """One calm sentence; `kind` is success, warning or danger."""
    return draw("report/message.html", sentence=sentence, kind=kind)


def ended_markup(done: int, refused: dict[int, str]) -> str:
    """How publishing several ended: how many count now, and why each of the others does not."""
    return draw("publish/ended.html", done=done, refused=refused)
