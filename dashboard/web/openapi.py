"""The API in OpenAPI 3.1's words: every address below /api/v1, what it takes, and what it answers.

`tests/web/test_openapi.py` holds it against the server, both by reading and by asking at random.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.web.openapi_schemas import SCHEMAS

Part = dict[str, Any]

_MONTH = {"type": "string", "pattern": "^$|^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])$", "example": "2023-09"}
_TEXT = {"type": "string"}
# what is empty was not asked for, as forms send it
_SWITCH = {"type": "string", "enum": ["1", "0", "true", "false", "yes", "no", "on", "off"]}
_STATUS = {"type": "string", "enum": ["", "MET", "ON_PACE", "BEHIND", "CRITICAL", "UNREPORTED"]}
_ROLE = {"type": "string", "enum": ["", "lead", "responsible"]}
_STATE = {"type": "string", "enum": ["", "draft", "submitted", "returned", "published", "withdrawn", "discarded"]}
_KIND = {"name": "kind", "in": "path", "required": True, "schema": {"type": "string", "enum": ["csv", "xlsx"]}}

_PARAMETERS: dict[str, tuple[Mapping[str, Any], str]] = {
    "plan": (_TEXT, "A plan's code; the current plan without it."),
    "month": (_MONTH, "The month to look at, within the plan; the as-of month without it."),
    "region": (_TEXT, "A region's code, name or alias."),
    "department": (_TEXT, "A department's full name."),
    "pillar": (_TEXT, "A pillar's code or name."),
    "role": (_ROLE, "Only the tasks that the department leads, or is responsible for."),
    "status": (_STATUS, "Only what has this lamp."),
    "text": (_TEXT, "Only what holds this text."),
    "indicator": (_TEXT, "An indicator's code or name."),
    "state": (_STATE, "Only submissions in this state."),
    "limit": ({"type": "integer", "minimum": 1, "maximum": 500, "default": 50}, "How many, the newest first."),
    "name": (_TEXT, "The file's name, where the body is the file itself."),
    "publish": (_SWITCH, "Publish at once; takes a scope that may."),
    "accept_valid": (_SWITCH, "Take the good rows of a file with refused ones."),
    "explain": ({"type": "string"}, "One word of explanation for all warnings."),
}

_REFUSED = {
    "400": "The query means nothing.",
    "401": "No token, or one that is not taken.",
    "403": "The token's scope does not reach that far.",
    "404": "Nothing has that name, or nothing that the scope may see.",
    "503": "The database cannot be reached now.",
}


def build_openapi(megabytes: int) -> Part:
    """The whole description; `megabytes` is the largest file that is taken."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "数字强市指标看板",
            "version": "1",
            "description": "The same checks, numbers and messages as the pages and the command line.",
        },
        "security": [{"token": []}],
        "paths": {
            "/api/v1/openapi.json": {"get": _get("openapi", "This description.", {"type": "object"})},
            "/api/v1/revision": {"get": _get("revision", "The revision of what is shown.", _ref("Revision"))},
            "/api/v1/plan": {"get": _get("plan", "A plan in full, as far as it may be seen.", _ref("Plan"), "plan")},
            "/api/v1/standings": {"get": _standings()},
            "/api/v1/submissions": {"get": _submissions()},
            "/api/v1/figures": {"get": _figures(), "post": _upload(megabytes)},
            "/api/v1/figures/history": {"get": _history()},
            "/api/v1/export/figures.{kind}": {"get": _export("figures", "The figures.", "plan", "month")},
            "/api/v1/export/standings.{kind}": {"get": _export("standings", "The list of indicators.", *_LIST)},
            "/api/v1/export/tasks.{kind}": {"get": _export("tasks", "The inspection list.", *_LIST)},
        },
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }  # fmt: skip


_LIST = ("plan", "month", "region", "department", "role", "pillar", "status", "text")


def _standings() -> Part:
    names = ("plan", "month", "region", "department", "pillar", "role")
    return _get("standings", "Every standing in a scope, and its roll-ups.", _ref("Standings"), *names)


def _submissions() -> Part:
    found = {"type": "array", "items": _ref("Submission")}
    schema = _closed({"submissions": found})
    return _get("submissions", "What has been handed in.", schema, "plan", "state", "limit")


def _figures() -> Part:
    schema = _closed({"plan": {"type": "string"}, "figures": {"type": "array", "items": _ref("Figure")}})
    return _get("figures", "The figures that count now.", schema, "plan", "month", "indicator", "region")


def _history() -> Part:
    text = {"type": "string"}
    figures = {"type": "array", "items": _ref("Record")}
    schema = _closed({"indicator": text, "region": text, "figures": figures})
    found = _get("history", "Everything ever reported for one indicator in one region.", schema, "plan")
    found["parameters"] += [_parameter("indicator", required=True), _parameter("region", required=True)]
    return found


def _upload(megabytes: int) -> Part:
    raw = {"schema": {"type": "string", "format": "binary"}}
    form = {
        "schema": {
            "type": "object",
            "properties": {"file": {"type": "string", "format": "binary"}},
            "required": ["file"],
        }
    }
    too_large = f"The file is larger than {megabytes} MB."
    return {
        "operationId": "upload",
        "summary": "Hand in a figures file: as a form's field `file`, or as the body with its `name`.",
        "parameters": [_parameter(name) for name in ("plan", "month", "name", "publish", "accept_valid", "explain")],
        "requestBody": {"required": True, "content": {"multipart/form-data": form, "application/octet-stream": raw}},
        "responses": {
            "200": _answer("Taken; `submission` is null where it changes nothing.", _ref("Review")),
            "422": _answer("Refused, with the reasons.", {"anyOf": [_ref("Review"), _ref("Error")]}),
            **_refusals({"413": too_large, "429": "Too many files in a minute."}),
        },
    }  # fmt: skip


def _export(name: str, summary: str, *parameters: str) -> Part:
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    binary = {"schema": {"type": "string", "format": "binary"}}
    return {
        "operationId": f"export_{name}",
        "summary": summary,
        "parameters": [_KIND, *(_parameter(one) for one in parameters)],
        "responses": {
            "200": {"description": "The file.", "content": {"text/csv": binary, sheet: binary}},
            **_refusals(),
        },
    }  # fmt: skip


def _get(name: str, summary: str, schema: Part, *parameters: str) -> Part:
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [_parameter(one) for one in parameters],
        "responses": {"200": _answer("Found.", schema), **_refusals()},
    }


def _parameter(name: str, *, required: bool = False) -> Part:
    schema, said = _PARAMETERS[name]
    needed = {"minLength": 1} if required else {}
    return {"name": name, "in": "query", "required": required, "description": said, "schema": {**schema, **needed}}


def _refusals(more: Mapping[str, str] | None = None) -> Part:
    return {status: _answer(said, _ref("Error")) for status, said in {**_REFUSED, **(more or {})}.items()}


def _answer(said: str, schema: Part) -> Part:
    return {"description": said, "content": {"application/json": {"schema": schema}}}


def _closed(properties: Part) -> Part:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _ref(name: str) -> Part:
    return {"$ref": f"#/components/schemas/{name}"}
