"""What a request asks for: words, switches, months and files from its address and body; and files as answers."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar
from urllib.parse import quote

from flask import Response, request

from dashboard.domain.errors import Refusal
from dashboard.domain.month import Month
from dashboard.services.intake import Upload

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


Choice = TypeVar("Choice", bound=StrEnum)
ON, OFF = ("", "1", "true", "yes", "on"), ("0", "false", "no", "off")


class BadQuery(Refusal):
    """A query that does not mean anything."""

    code = "bad-query"


def word(name: str) -> str | None:
    """What the address says under a name; None where it says nothing."""
    return request.args.get(name) or None


def switch(name: str) -> bool:
    """Whether a switch is on: `?publish`, `?publish=1`; off is said by its absence or by a word."""
    text = request.args.get(name, "0").lower()
    if text not in (*ON, *OFF):
        raise BadQuery(f"{name} 请写 1 或 0，现在是“{text}”。")
    return text in ON


def must_word(name: str) -> str:
    """What the address says under a name that it has to have."""
    found = word(name)
    if found is None:
        raise BadQuery(f"请写明 {name}。")
    return found


def choice(name: str, choices: type[Choice]) -> Choice | None:
    """One of these words, as the address says it; None where it says nothing."""
    text = word(name)
    try:
        return choices(text) if text else None
    except ValueError:
        raise BadQuery(f"{name} 只能是 {'、'.join(choices)}，现在是“{text}”。") from None


def count(name: str, usual: int, most: int) -> int:
    """How many the address asks for, from 1 on."""
    text = request.args.get(name, str(usual))
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= most):
        raise BadQuery(f"{name} 要填 1 到 {most} 的整数，现在是“{text}”。")
    return int(text)


def month() -> Month | None:
    """The month that the address names."""
    text = word("month")
    try:
        return Month.parse(text) if text else None
    except ValueError:
        raise BadQuery(f"月份“{text}”看不懂，请写作 2023-09。") from None


def upload(kind: str = "file") -> Upload:
    """The file that came with the request, as a form's field or as the body, with what the address says about it."""
    if request.mimetype == "multipart/form-data":
        file = request.files.get("file")
        if file is None:
            raise BadQuery("请求里没有名为 file 的文件。")
        content, name = file.stream.read(), file.filename or word("name")
    else:  # whatever type is said: curl says that of a form by itself
        content, name = request.get_data(cache=False, parse_form_data=False), word("name")
    return Upload(
        content,
        name or "未命名文件",
        month=month(),
        explanation=word("explain") or "",
        accept_valid=switch("accept_valid"),
        kind=kind,
    )


def download(content: bytes, content_type: str, name: str, plain_name: str) -> Response:
    """A file to be kept under its name; `plain_name` is for browsers that cannot read Chinese in a header."""
    named = f"attachment; filename=\"{plain_name}\"; filename*=UTF-8''{quote(name)}"
    return Response(content, content_type=content_type, headers={"Content-Disposition": named})
