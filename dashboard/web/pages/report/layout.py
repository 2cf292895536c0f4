"""How the report page is drawn: idle with the month's dues, or with a draft under review and the foot below it."""

from __future__ import annotations

from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard.domain.verdict import Counts
from dashboard.viewmodels.entry_grid import EntryGrid
from dashboard.viewmodels.report_board import ReportBoard
from dashboard.viewmodels.undo_review import UndoReview
from dashboard.viewmodels.upload_review import UploadReview
from dashboard.web.components.fragment import fragment
from dashboard.web.components.markup import draw
from dashboard.web.pages.report import ids
from dashboard.web.wording import month_label

Effect = dict[str, int]
"""What handing a draft in would do, in counts: rows, refused, errors, silent warnings, same; at_once is 1 or 0.

`submission` is its number.
"""

ENDED = {
    "withdrawn": "报送批次 {} 已撤回，之前的数据重新生效。",
    "discarded": "报送批次 {} 已放弃，没有写入任何数据。",
}
"""What is said of a submission that came to this state."""

BESIDE = "report is-beside"
"""The page's class where something else than a draft stands in the board's place."""

NO_REVIEW = "report is-review has-nothing"
"""The page's class where a draft cannot be reviewed."""

RECEIPT = "/report/receipt?submission="
"""Where a submission's receipt is to be had; its number follows."""

_IN_FILE = "in-file"


def layout(
    board: ReportBoard, limit_megabytes: int, review: UploadReview | None, message: str = "", beside: str = ""
) -> html.Div:
    """The whole page; with a review it opens under review, with `beside` on that in the board's place."""
    return html.Div(
        [
            dcc.Store(id=ids.DRAFT, data=review.submission if review else None),
            dcc.Store(id=ids.EFFECT, data=effect_of(review)),
            dcc.Store(id=ids.VIEW),
            dcc.Store(id=ids.MEND),
            dcc.Store(id=ids.LOOK),
            dcc.Store(id=ids.UNDO),
            dcc.Store(id=ids.DEMONSTRATION),
            html.Div(
                [_upload_card(board, limit_megabytes), fragment(ids.BOARD, board_markup(board))],
                className="content report-idle",
            ),
            fragment(ids.REVIEW, beside or review_markup(review), "content report-review"),
            html.Div([fragment(ids.MESSAGE, message), _foot(review)], className="report-foot"),
        ],
        id=ids.ROOT,
        className=BESIDE if beside else state_of(review),
    )


def state_of(review: UploadReview | None) -> str:
    """The page's class: what is under way, and which of the foot's controls it needs."""
    if review is None:
        return "report is-idle"
    words = {"has-refused": review.errors, "has-nothing": review.has_nothing}
    return " ".join(["report", "is-review", *(word for word, holds in words.items() if holds)])


def effect_of(review: UploadReview | None) -> Effect | None:
    """What the foot is worded from; None without a review."""
    if review is None:
        return None
    counts = review.counts
    return {
        "submission": review.submission or 0,
        "rows": review.to_write,
        "refused": counts.rejected,
        "errors": review.errors,
        "silent": review.silent,
        "same": counts.same,
        "at_once": int(review.at_once),
    }


def board_markup(board: ReportBoard) -> str:
    """The month's dues and the latest submissions."""
    return draw("report/board.html", board=board)


def review_markup(review: UploadReview | None) -> str:
    """The draft under review; without one, nothing but the page's title."""
    return draw("report/review.html", review=review) if review else draw("report/idle.html")


def undo_markup(undo: UndoReview) -> str:
    """What withdrawing a submission would change, and the step itself."""
    return draw("report/undo.html", undo=undo, review=undo, home=("/report", "报送"), store=ids.UNDO)


def grid_markup(grid: EntryGrid) -> str:
    """What a unit is asked for in a month, to be typed or pasted into."""
    return draw("report/grid.html", grid=grid)


def done_markup(number: int, counts: Counts, state: str) -> str:
    """What was handed in or published, where it goes on, and the way back."""
    return draw("report/done.html", number=number, counts=counts, state=state)


def message_markup(sentence: str, kind: str = "success") -> str:
    """One calm sentence; `kind` is success, warning or danger."""
    return draw("report/message.html", sentence=sentence, kind=kind)


def submit_word(effect: Effect | None) -> str:
    """The primary button, naming what it does."""
    return f"{_step(effect)} {effect['rows']:,} 行" if effect and effect["rows"] else "提交"


def foot_words(effect: Effect | None, accept: bool) -> list[Any]:
    """What will happen, and what is still wanted, beside the buttons."""
    if effect is None:
        return []
    if not effect["rows"]:
        return _nothing_words(effect)
    lead = html.B(f"可{_step(effect)} {effect['rows']:,} 行。")
    if effect["errors"] and not accept:
        told = f"{_refused(effect)}没有通过检查：勾选“只收合格的行”先{_step(effect)}其余各行，或在上面改好。"
        return [lead, told]
    wanted = f"还差 {effect['silent']:,} 处一句原因，写在上面各处旁边。" if effect["silent"] else ""
    rest = f"拒绝的 {effect['refused']:,} 行不{_step(effect)}，改好可以再报。" if effect["refused"] else ""
    after = "发布后立即生效，可以撤回。" if effect["at_once"] else "提交后等待审核发布，发布前可以收回。"
    return [lead, wanted + rest or after]


def refusal_words(effect: Effect, accept: bool, reason: str | None) -> str:
    """Why nothing was handed in, said for this page; `reason` where it is none of the page's own."""
    if effect["errors"] and not accept:
        more = f"勾选“只收合格的行”可以先{_step(effect)}其余 {effect['rows']:,} 行，也可以" if effect["rows"] else "请"
        return f"还没有{_step(effect)}：{_refused(effect)}没有通过检查。{more}在上面改好，或改好文件重传。"
    if effect["silent"]:
        told = f"还差 {effect['silent']:,} 处一句原因。请写在上面各处旁边，再按一次{_step(effect)}。"
        return f"还没有{_step(effect)}：{told}"
    return reason or f"没有要{_step(effect)}的行：文件里的数据与已发布的一致。"


def _step(effect: Effect) -> str:
    """What handing in is called: publishing, where it is that."""
    return "发布" if effect["at_once"] else "提交"


def _refused(effect: Effect) -> str:
    return f"有 {effect['refused']:,} 行" if effect["refused"] else f"有 {effect['errors']:,} 处"


def _nothing_words(effect: Effect) -> list[Any]:
    if effect["errors"]:
        told = f"{_refused(effect)}没有通过检查，请在上面改好，或改好文件重传。"
        return [html.B(f"没有可{_step(effect)}的行。"), told]
    told = f"{effect['same']:,} 行与已发布的一致，不用再报。" if effect["same"] else "各行都按未报处理，不当作 0。"
    return [html.B(f"没有要{_step(effect)}的行。"), told]


def _upload_card(board: ReportBoard, limit_megabytes: int) -> html.Section:
    head = [html.H2("上传数据文件"), html.Span("先核对，再提交；原文件会保存", className="card-note")]
    months = [{"value": str(month), "label": month_label(month)} for month in board.plan_months]
    options = [{"value": _IN_FILE, "label": "文件里有月份"}, *months]
    month = html.Div(
        [
            html.Label("文件里没有月份时用", htmlFor=ids.MONTH, className="form-label"),
            dbc.Select(id=ids.MONTH, options=options, value=_IN_FILE),
        ],
        className="drop-month",
    )
    return html.Section(
        [
            html.Div(head, className="card-header"),
            html.Div(
                [fragment(ids.UPLOAD, draw("report/upload.html", limit_megabytes=limit_megabytes)), month],
                className="card-body",
            ),
        ],
        className="card report-upload",
        **_attributes(aria_label="上传数据文件"),
    )


def _foot(review: UploadReview | None) -> html.Div:
    effect = effect_of(review)
    accept = dbc.Checkbox(id=ids.ACCEPT, label="只收合格的行", value=False, class_name="foot-accept")
    return html.Div(
        [
            html.P(foot_words(effect, accept=False), id=ids.SAY, className="foot-say"),
            accept,
            html.Div(_buttons(review), className="foot-buttons"),
        ],
        className="actionbar",
        role="group",
        **_attributes(aria_label="处理这份文件"),
    )


def _buttons(review: UploadReview | None) -> list[Any]:
    address = f"{RECEIPT}{review.submission}" if review else None
    return [
        html.Button(
            "放弃",
            id=ids.DISCARD,
            type="button",
            className="btn btn-link",
            **_attributes(data_confirm="确认放弃？"),
        ),
        html.A("下载回执", id=ids.RECEIPT, href=address, className="btn btn-outline", download=""),
        html.Button(
            "换文件重传", type="button", className="btn btn-outline", **_attributes(data_action="report-choose")
        ),
        html.Button(submit_word(effect_of(review)), id=ids.SUBMIT, type="button", className="btn btn-primary"),
    ]


def _attributes(**values: str) -> dict[str, Any]:
    """Attributes whose names hold a hyphen."""
    return {name.replace("_", "-"): value for name, value in values.items()}
