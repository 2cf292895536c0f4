"""What a request asks for: words, switches, months and files from its address and body; and files as answers."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response, request

from dashboard.domain.errors import Refusal
from dashboard.domain.month import Month
from dashboard.services.intake import Upload

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class BadQuery(Refusal):
    """A query that does not mean anything."""

    code = "bad-query"


def word(name: str) -> str | None:
    """What the address says under a name; None where it says nothing."""
    return request.args.get(name) or None


def switch(name: str) -> bool:
    """Whether a switch is on: `?publish`, `?publish=1`; off is said by its absence or by a word."""
    return name in request.args and request.args[name].lower() not in ("0", "false", "no", "off")


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
