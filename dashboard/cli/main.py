"""`python -m dashboard`: the commands and their groups."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli import accounts, figures, months, plans
from dashboard.cli.commands import Commands
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
from dashboard.domain.scope import Role
from dashboard.services import checking, demonstration, installing, restanding, scoping
from dashboard.services.reading import load_assessment
from dashboard.services.screens import list_screens
from dashboard.viewmodels.screen_list import build_screen_document
from dashboard.viewmodels.standing_document import build_standing_document
from dashboard.viewmodels.standing_table import build_standing_table, table_csv, table_text

app = typer.Typer(
    help="数字强市指标看板：装入工作要点、报送数据、查看完成情况。", no_args_is_help=True, add_completion=False,
    pretty_exceptions_enable=False, rich_markup_mode=None, cls=Commands,
)  # fmt: skip
demo = typer.Typer(help="演示数据。", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(plans.app, name="plan")
app.add_typer(figures.app, name="figures")
app.add_typer(months.app, name="month")
app.add_typer(demo, name="demo")
app.add_typer(accounts.account_app, name="account")
app.add_typer(accounts.token_app, name="token")
app.add_typer(accounts.audit_app, name="audit")


@app.command("init")
def init_command(
    demo_figures: Annotated[bool, typer.Option("--demo", help="同时装入演示数据（页面上有“演示数据”字样）。")] = False,
) -> None:
    """建立或升级数据库，装入 data/plan；可以反复运行。"""
    with refusals():
        for sentence in installing.install(site(), demo=demo_figures):
            say(sentence)


@app.command("standings")
def standings_command(
    month: MonthOption = None,
    region: Annotated[str | None, typer.Option("--region", help="地区代码、名称或别名；不写就是全市。")] = None,
    department: Annotated[str | None, typer.Option("--department", help="部门全称。")] = None,
    pillar: Annotated[str | None, typer.Option("--pillar", help="板块代码或名称。")] = None,
    role: Annotated[Role | None, typer.Option("--role", help="只看该部门牵头（lead）或责任（responsible）的。")] = None,
    plan: PlanOption = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="打印 CSV。")] = False,
    as_json: JsonOption = False,
) -> None:
    """完成情况：与页面相同的数字。"""
    if as_csv and as_json:
        wrong_use("--csv 和 --json 只能选一个。")
    wanted = month_of(month)
    with refusals():
        assessment = load_assessment(site(), wanted, plan)
        scoping.must_be_within(assessment, wanted)
        scope = scoping.scope_of(assessment.plan, region=region, department=department, pillar=pillar, role=role)
    if as_json:
        return show_json(build_standing_document(assessment, scope))
    table = build_standing_table(assessment, scope)
    show(table_csv(table) if as_csv else table_text(table))


@app.command("rebuild")
def rebuild_command(
    check: Annotated[bool, typer.Option("--check", help="只比对，不改动。")] = False,
    plan: PlanOption = None,
    as_json: JsonOption = False,
) -> None:
    """由已发布的数据重新计算全部完成情况，或与之比对。"""
    with refusals():
        if not check:
            count = restanding.rebuild(site(), plan)
            return show_json({"standings": count}) if as_json else say(f"已重新计算 {count} 条完成情况。")
        differences = restanding.check_standings(site(), plan)
    _end(differences, as_json, "完成情况与已发布的数据一致。")


@app.command("check")
def check_command(as_json: JsonOption = False) -> None:
    """检查数据库是否完好、版本是否最新、完成情况是否与数据一致。"""
    with refusals():
        found = checking.check_site(site())
    _end(found, as_json, "数据库完好。")


@app.command("settings")
def settings_command(as_json: JsonOption = False) -> None:
    """现在生效的设置，以及每一项从哪里来。"""
    rows = [{"name": n, "value": v, "from": o} for n, v, o in checking.list_settings(site().settings)]
    if as_json:
        return show_json(rows)
    for row in rows:
        show(f"{row['name']} = {row['value']}  ({row['from']})")


@app.command("screens")
def screens_command(as_json: JsonOption = False) -> None:
    """大屏状态：每块大屏在显示什么，哪一块要去看一看。"""
    with refusals():
        found = list_screens(site())
    if as_json:
        return show_json(build_screen_document(found))
    for line in found.lines:
        show("\t".join((line.screen.name, line.said, line.screen.page, f"数据版本 {line.screen.revision}")))
    if not found.lines:
        say("还没有大屏报到过。")


@demo.command("remove")
def demo_remove() -> None:
    """撤下全部演示数据，完成情况里不留痕迹。"""
    with refusals():
        say(f"已撤下演示数据 {demonstration.remove_demonstration(site())} 份。")


@app.command("backup")
def backup_command(target: Annotated[Path, typer.Argument(help="备份写到哪个文件；文件不能已经存在。")]) -> None:
    """把数据库备份成一个文件（SQLite；不需要停机）。"""
    with refusals():
        checking.backup(site(), target)
    say(f"已备份到 {target}。")


@app.command("restore")
def restore_command(source: Annotated[Path, typer.Argument(help="backup 写出的文件。")]) -> None:
    """用备份替换现在的数据库；替换前的数据库另存在旁边（SQLite；先停下服务）。"""
    with refusals():
        kept = checking.restore(site(), source)
    say(f"已从 {source} 恢复。" + (f"原来的数据库另存为 {kept}。" if kept else ""))


def _end(found: tuple[str, ...], as_json: bool, all_well: str) -> None:
    """Tell what was found and end with 1 where there is anything."""
    if as_json:
        show_json({"differences": list(found)})
    for sentence in found or (all_well,):
        say(sentence)
    if found:
        raise typer.Exit(REFUSED)
