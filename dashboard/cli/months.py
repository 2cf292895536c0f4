"""`month …`: a month is closed, with exceptions by name, or opened again."""

from __future__ import annotations

from typing import Annotated

import typer

from dashboard.cli.console import JsonOption, PlanOption, must_month, refusals, say, show, show_json, site
from dashboard.services import closing
from dashboard.services.reading import load_assessment

app = typer.Typer(help="月份：结账、开账。", no_args_is_help=True, rich_markup_mode=None)

At = Annotated[str, typer.Argument(help="月份，写作 2023-09。")]
Exceptions = Annotated[
    list[str] | None, typer.Option("--except", help="例外：结账后仍可报送的县区或部门；可以写几次。")
]


@app.command("close")
def close_command(month: At, exceptions: Exceptions = None, plan: PlanOption = None) -> None:
    """结账：这个月的数据不再改动。已结账的月份再加例外，也用这个命令。"""
    at = must_month(month)
    with refusals():
        say(closing.close_month(site(), at, exceptions=exceptions or (), plan=plan))


@app.command("open")
def open_command(month: At, plan: PlanOption = None) -> None:
    """重新开账：这个月的数据又可以报送、更正、撤回。"""
    at = must_month(month)
    with refusals():
        say(closing.open_month(site(), at, plan=plan))


@app.command("list")
def list_command(plan: PlanOption = None, as_json: JsonOption = False) -> None:
    """已结账的月份：谁、什么时候、有哪些例外。"""
    installation = site()
    with refusals():
        whole = load_assessment(installation, plan=plan).plan
        closed = closing.load_closings(installation, plan)
    rows = [
        {
            "month": str(month),
            "by": found.by,
            "at": found.at.isoformat(),
            "except": [unit.name(whole) for unit in sorted(found.excepted)],
        }
        for month, found in closed.items()
    ]
    if as_json:
        return show_json(rows)
    for month, found in closed.items():
        named = "、".join(unit.name(whole) for unit in sorted(found.excepted))
        show(f"{closing.closed_words(month, found)}{f'，例外：{named}' if named else ''}")
    if not rows:
        say("没有已结账的月份。")
