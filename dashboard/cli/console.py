"""What all commands share: where words go, how a refusal ends, and what the options mean."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EACCES, EISDIR, ENOENT, ENOTDIR
from getpass import getuser
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.main import get_current_context  # type: ignore[attr-defined]  # Typer carries a click of its own

from dashboard.domain.access import Account, Role
from dashboard.domain.errors import Refusal
from dashboard.domain.month import Month
from dashboard.services.site import Site, open_site
from dashboard.settings import Settings

REFUSED, WRONG_USE = 1, 2
WRONG_USE_CODE = "wrong-use"

_WHY = {ENOENT: "没有这个文件", EACCES: "没有读取的权限", EISDIR: "这是一个文件夹", ENOTDIR: "路径中间有一个不是文件夹"}
"""Why a file cannot be opened, by the system's number."""

PlanOption = Annotated[str | None, typer.Option("--plan", help="工作要点代码；不写就是当前的。")]
JsonOption = Annotated[bool, typer.Option("--json", help="在标准输出打印一个 JSON 文档。")]
MonthOption = Annotated[str | None, typer.Option("--month", help="月份，写作 2023-09。")]


def site() -> Site:
    """The installation that the environment describes; whoever may run the command here acts as administrator."""
    try:
        return open_site(Settings.from_environ(os.environ)).acting(Account(_name(), Role.ADMINISTRATOR))
    except ValueError as error:
        wrong_use(str(error))


def _name() -> str:
    """The system's user, as the audit log names the command line."""
    try:
        return f"cli:{getuser()}"
    except (KeyError, OSError):  # a container may run under a number without a name
        return f"cli:{os.getuid()}"


@contextmanager
def refusals() -> Iterator[None]:
    """Turn a refusal into its sentence and exit code 1."""
    try:
        yield
    except Refusal as refusal:
        tell_refusal(refusal.code, str(refusal), _wants_json())
        raise typer.Exit(REFUSED) from None


def wrong_use(sentence: str) -> NoReturn:
    """End with the sentence and exit code 2."""
    tell_refusal(WRONG_USE_CODE, sentence, _wants_json())
    raise typer.Exit(WRONG_USE)


def tell_refusal(code: str, sentence: str, as_json: bool) -> None:
    """The sentence for the person, and as a document for a program that asked for one."""
    if as_json:
        show_json({"error": {"code": code, "message": sentence}})
    say(sentence)


def _wants_json() -> bool:
    context = get_current_context(silent=True)
    return bool(context and context.params.get("as_json"))


def month_of(text: str | None) -> Month | None:
    """The month of an option; anything but YYYY-MM is wrong use."""
    if text is None:
        return None
    try:
        return Month.parse(text)
    except ValueError:
        wrong_use(f"月份“{text}”看不懂，请写作 2023-09。")


def must_month(text: str) -> Month:
    """The month of an argument; anything but YYYY-MM is wrong use."""
    return month_of(text) or wrong_use("请写月份，如 2023-09。")


def bytes_of(path: Path) -> bytes:
    """A file's bytes; one that cannot be opened is wrong use."""
    try:
        return path.read_bytes()
    except OSError as error:
        why = _WHY.get(error.errno or 0) or os.strerror(error.errno or 0)
        wrong_use(f"打不开文件 {path}：{why}。请检查路径。")


def say(sentence: str) -> None:
    """A line for the person, on standard error, so that standard output stays for what was asked for."""
    print(sentence, file=sys.stderr)


def show(text: str) -> None:
    """A line of what was asked for."""
    _utf8().write(text + "\n")


def show_json(document: Any) -> None:
    """One JSON document on standard output, UTF-8 whatever the locale."""
    show(json.dumps(document, ensure_ascii=False, indent=1))


def _utf8() -> Any:
    """Standard output in UTF-8; a console in another encoding must not break a document."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    return sys.stdout
