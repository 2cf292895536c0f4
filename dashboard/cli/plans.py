"""`plan …`: a plan folder is checked, loaded, made current, exported."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from dashboard.cli.console import REFUSED, JsonOption, refusals, say, show, show_json, site
from dashboard.domain.plan_fault import PlanFault, has_error
from dashboard.domain.problem import Level
from dashboard.services import installing, planning

app = typer.Typer(help="工作要点：检查、装入、切换、导出。", no_args_is_help=True, rich_markup_mode=None)

Folder = Annotated[Path, typer.Argument(help="工作要点文件夹（plan.toml 和各 CSV 文件）。")]
Code = Annotated[str, typer.Argument(help="工作要点代码。")]

_LEVELS = {Level.ERROR: "须改", Level.WARNING: "留意", Level.NOTICE: "提示"}


@app.command("check")
def check_command(folder: Folder, as_json: JsonOption = False) -> None:
    """检查文件夹，一次列出所有问题；什么都不写入。"""
    faults = planning.check_plan_folder(folder)
    _tell(faults, as_json)
    if has_error(faults):
        raise typer.Exit(REFUSED)
    say("可以装入。")


@app.command("load")
def load_command(folder: Folder, as_json: JsonOption = False) -> None:
    """装入文件夹；有一处须改就什么都不装入。"""
    installation = site()
    with refusals():
        installing.upgrade(installation)
        plan, faults = planning.load_plan_folder(installation, folder)
    _tell(faults, as_json)
    if plan is None:
        say("文件夹有须改的地方，什么都没有装入。")
        raise typer.Exit(REFUSED)
    say(f"已装入“{plan.title}”（{plan.code}）：{len(plan.tasks)} 项任务、{len(plan.indicators)} 项指标。")


@app.command("use")
def use_command(code: Code) -> None:
    """把一份已装入的工作要点设为当前的。"""
    with refusals():
        planning.use_plan(site(), code)
    say(f"当前工作要点是 {code}。")


@app.command("list")
def list_command(as_json: JsonOption = False) -> None:
    """已装入的工作要点；* 是当前的。"""
    with refusals():
        found = planning.list_plans(site())
    if as_json:
        return show_json([{"code": code, "title": title, "current": current} for code, title, current in found])
    for code, title, current in found:
        show(f"{'*' if current else ' '} {code}  {title}")


@app.command("export")
def export_command(
    code: Code, folder: Annotated[Path, typer.Argument(help="写到哪个文件夹；须是空的或还不存在。")]
) -> None:
    """导出成文件夹；再装入得到同一份工作要点。"""
    with refusals():
        plan = planning.export_plan(site(), code, folder)
    say(f"已把“{plan.title}”导出到 {folder}。")


def _tell(faults: Iterable[PlanFault], as_json: bool) -> None:
    if as_json:
        return show_json({"faults": [_document(fault) for fault in faults]})
    for fault in faults:
        place = f"{fault.file} 第{fault.line}行" if fault.line else fault.file
        say(f"[{_LEVELS[fault.level]}] {place}{f' {fault.column}' if fault.column else ''}：{fault.message}")


def _document(fault: PlanFault) -> dict[str, Any]:
    return {
        "file": fault.file,
        "line": fault.line,
        "column": fault.column,
        "level": fault.level.value,
        "code": fault.code,
        "message": fault.message,
    }
