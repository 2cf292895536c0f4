"""`figures list`, `publish`, `return`, `template`: what is asked for, what has been handed in, what becomes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.console import (
    REFUSED,
    JsonOption,
    MonthOption,
    PlanOption,
    month_of,
    refusals,
    say,
    show,
    show_json,
    site,
    wrong_use,
)
from dashboard.services import submitting, templating, tracing
from dashboard.storage.submissions import State

Number = Annotated[int, typer.Argument(help="报送批次的编号。")]

STATES = {
    State.DRAFT: "草稿",
    State.SUBMITTED: "待发布",
    State.RETURNED: "已退回",
    State.PUBLISHED: "已发布",
    State.WITHDRAWN: "已撤回",
    State.DISCARDED: "已放弃",
}


def add_commands(app: typer.Typer) -> None:
    """Put these commands into the group of `figures`."""
    app.command("list")(list_command)
    app.command("publish")(publish_command)
    app.command("return")(return_command)
    app.command("template")(template_command)


def list_command(
    state: Annotated[State | None, typer.Option("--state", help="只看这个状态的。")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="最多列几个。")] = 50,
    plan: PlanOption = None,
    as_json: JsonOption = False,
) -> None:
    """报送批次，新的在前：状态、文件、行数、谁在什么时候。"""
    with refusals():
        found = tracing.list_submissions(site(), limit, plan, state)
    if as_json:
        return show_json([tracing.submission_document(submission) for submission in found])
    for submission in found:
        at, by = submission.last_step
        reason = f"  原因：{submission.reason}" if submission.state is State.RETURNED else ""
        show(
            f"{submission.id}  {STATES[submission.state]}  {submission.name}  {submission.figures} 行"
            f"  {by}  {at.astimezone():%Y-%m-%d %H:%M}{reason}"
        )
    if not found:
        say("没有报送批次。")


def publish_command(
    numbers: Annotated[list[int], typer.Argument(help="报送批次的编号，可以写几个。")], as_json: JsonOption = False
) -> None:
    """发布已提交的报送批次；几个一起时，各自成功或各自说明原因。"""
    with refusals():
        ended = submitting.publish_all(site(), numbers)
    if as_json:
        show_json([{"submission": n, "published": reason is None, "reason": reason} for n, reason in ended.items()])
    for number, reason in ended.items():
        say(f"报送批次 {number} 已发布。" if reason is None else f"报送批次 {number} 没有发布：{reason}")
    if any(ended.values()):
        raise typer.Exit(REFUSED)


def return_command(
    number: Number, reason: Annotated[str, typer.Option("--reason", help="退回的原因。")], as_json: JsonOption = False
) -> None:
    """把已提交的报送批次退回，写明原因；它又成了可以改的草稿。"""
    with refusals():
        submitting.return_submission(site(), number, reason=reason)
    if as_json:
        show_json({"submission": number, "state": State.RETURNED.value})
    say(f"报送批次 {number} 已退回：{reason}")


def template_command(
    target: Annotated[Path, typer.Argument(help="写到哪个文件；以 .csv 或 .xlsx 结尾，文件不能已经存在。")],
    region: Annotated[str | None, typer.Option("--region", help="地区代码、名称或别名。")] = None,
    department: Annotated[str | None, typer.Option("--department", help="部门全称。")] = None,
    month: MonthOption = None,
    plan: PlanOption = None,
) -> None:
    """填报模板：一个单位一个月要报的指标，带上次的数和目标；原样传回不改变任何数据。"""
    kind = target.suffix.lower().removeprefix(".")
    if kind not in templating.KINDS:
        wrong_use("模板文件要以 .csv 或 .xlsx 结尾。")
    if target.exists():
        wrong_use(f"{target} 已经存在，没有覆盖它。请换一个文件名。")
    with refusals():
        made = templating.make_template(site(), kind, department or region, month_of(month), plan)
    target.write_bytes(made.content)
    say(f"已写到 {target}：{made.name}")
