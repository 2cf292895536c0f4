"""`figures …`: a file is checked, loaded, undone; a cell's history is told."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.console import (
    REFUSED,
    JsonOption,
    MonthOption,
    PlanOption,
    bytes_of,
    month_of,
    refusals,
    say,
    show,
    show_json,
    site,
)
from dashboard.cli.submissions import add_commands
from dashboard.domain.problem import Level
from dashboard.domain.review import Review
from dashboard.services import intake, scoping, tracing, undoing
from dashboard.services.reading import load_assessment
from dashboard.storage.submissions import State
from dashboard.viewmodels.review_document import build_review_document

app = typer.Typer(help="数据：检查、报送、撤回、历史。", no_args_is_help=True, rich_markup_mode=None)

File = Annotated[Path, typer.Argument(help="CSV 或 xlsx 文件。")]

_LEVELS = {Level.ERROR: "拒绝", Level.WARNING: "要说明", Level.NOTICE: "提示"}


@app.command("check")
def check_command(file: File, month: MonthOption = None, plan: PlanOption = None, as_json: JsonOption = False) -> None:
    """检查一份报送文件，与网页上的检查相同；什么都不写入。"""
    upload = intake.Upload(bytes_of(file), file.name, month=month_of(month))
    with refusals():
        review = intake.check_upload(site(), upload, plan)
    _tell(review, as_json)
    if review.has_error:
        raise typer.Exit(REFUSED)


@app.command("load")
def load_command(
    file: File,
    month: MonthOption = None,
    publish: Annotated[bool, typer.Option("--publish", help="立即发布。")] = False,
    explain: Annotated[str, typer.Option("--explain", help="对“要说明”的地方写一句原因。")] = "",
    accept_valid: Annotated[bool, typer.Option("--accept-valid", help="有被拒绝的行时，只收合格的行。")] = False,
    plan: PlanOption = None,
    as_json: JsonOption = False,
) -> None:
    """报送一份文件，等待发布；有一行被拒绝，整份不收（除非 --accept-valid）。工作要点规定即时发布的，提交就发布。"""
    upload = intake.Upload(
        bytes_of(file), file.name, month=month_of(month), explanation=explain, accept_valid=accept_valid
    )
    with refusals():
        loaded = intake.load_upload(site(), upload, publish=publish, plan=plan)
    _tell(loaded.review, as_json)
    if loaded.refusal:
        say(loaded.refusal)
        raise typer.Exit(REFUSED)
    say(_ending(loaded))


@app.command("undo")
def undo_command(number: Annotated[int, typer.Argument(help="报送批次的编号。")], as_json: JsonOption = False) -> None:
    """撤回一个已发布的报送批次（还没发布的就放弃）；此前的数据重新生效。"""
    with refusals():
        state = undoing.undo_submission(site(), number)
    if as_json:
        show_json({"submission": number, "state": state.value})
    say(f"报送批次 {number} 已{'放弃' if state is State.DISCARDED else '撤回，此前的数据重新生效'}。")


@app.command("history")
def history_command(
    code: Annotated[str, typer.Argument(help="指标编码或名称。")],
    region: Annotated[str, typer.Argument(help="地区代码、名称或别名。")],
    plan: PlanOption = None,
    as_json: JsonOption = False,
) -> None:
    """一个指标在一个地区的全部报送记录，含更正与撤回。"""
    installation = site()
    with refusals():
        whole = load_assessment(installation, plan=plan).plan
        indicator, place = scoping.find_indicator(whole, code), scoping.find_region(whole, region)
        records = tracing.list_history(installation, indicator, place, plan)
    if as_json:
        return show_json(
            {
                "indicator": indicator,
                "region": place,
                "figures": [tracing.record_document(record) for record in records],
            }
        )
    for record in records:
        row = tracing.record_document(record)
        origin = f"批次 {record.submission}（{record.state}） {record.name} 第{record.line}行"
        show(f"{row['month']}  {row['value']}  {origin}  {record.made_by}")
    if not records:
        say("还没有报送记录。")


def _ending(loaded: intake.Loaded) -> str:
    review, counts = loaded.review, loaded.review.checked.counts
    if review.submission is None:
        return f"没有要写入的：相同 {counts.same} 行，未报 {counts.missing} 行。已发布的数据没有变化。"
    done = "已发布" if loaded.published else "已提交，等待发布"
    return (
        f"报送批次 {review.submission} {done}：新增 {counts.new} 行，变更 {counts.changed} 行，相同 {counts.same} 行。"
    )


def _tell(review: Review, as_json: bool) -> None:
    if as_json:
        return show_json(build_review_document(review))
    for problem in review.checked.problems:
        say(f"[{_LEVELS[problem.level]}] {problem.message}")
    c = review.checked.counts
    say(f"新增 {c.new}，变更 {c.changed}，相同 {c.same}，拒绝 {c.rejected}，未报 {c.missing}，要说明 {c.warnings}。")


add_commands(app)
