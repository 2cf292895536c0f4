"""The documents that the API answers with, as JSON Schema: closed, every key always there."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_FLAG: Schema = {"type": "boolean"}
_DECIMAL: Schema = {"type": "string", "pattern": "^-?[0-9]+([.][0-9]+)?$"}
_MONTH: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"}
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_DAY: Schema = {"type": "string", "format": "date"}
_STATUS: Schema = {"type": "string", "enum": ["MET", "ON_PACE", "BEHIND", "CRITICAL", "UNREPORTED"]}
_STATE: Schema = {
    "type": "string",
    "enum": ["draft", "submitted", "returned", "published", "withdrawn", "discarded"],
}


def _or_none(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _closed(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _list(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def _texts(*names: str) -> dict[str, Schema]:
    return dict.fromkeys(names, _TEXT)


_NUMBER: Schema = _or_none({"type": "number"})
_VALUE = _or_none(_DECIMAL)
_MAYBE = _or_none(_TEXT)
_STATUSES = _closed(**dict.fromkeys(_STATUS["enum"], _COUNT))
_ROLLUP: dict[str, Schema] = {
    **_texts("code", "name"),
    **dict.fromkeys(("score", "due", "lag"), _NUMBER),
    "status": _or_none(_STATUS),
    "low": _NUMBER,
    "high": _NUMBER,
    "reported": _COUNT,
    "total": _COUNT,
    "counts": _STATUSES,
    "milestones": _closed(done=_COUNT, total=_COUNT),
}
_STANDING = _closed(
    **_texts("indicator", "name", "pillar", "task", "region", "unit", "comparator"),
    **dict.fromkeys(("target", "baseline", "actual", "required", "projected"), _VALUE),
    **dict.fromkeys(("completion", "progress", "pace", "lag"), _NUMBER),
    month=_or_none(_MONTH),
    status=_or_none(_STATUS),
    reported=_COUNT,
    expected_reports=_COUNT,
)
_ROLLUPS = _closed(
    plan=_closed(**_ROLLUP),
    pillars=_list(_closed(**_ROLLUP)),
    regions=_list(_closed(**_ROLLUP, rank=_or_none(_COUNT))),
    departments=_list(_closed(name=_TEXT, lead=_closed(**_ROLLUP), responsible=_closed(**_ROLLUP))),
)
_PROBLEM = _closed(
    line=_or_none({"type": "integer"}),
    column=_MAYBE,
    level={"type": "string", "enum": ["error", "warning", "notice"]},
    **_texts("code", "message"),
)
_AMOUNT = dict.fromkeys(("value", "numerator", "denominator"), _VALUE)
_ROW = _closed(
    line={"type": "integer"},
    indicator=_MAYBE,
    region=_MAYBE,
    month=_or_none(_MONTH),
    **_AMOUNT,
    verdict={"type": "string", "enum": ["new", "changed", "same", "rejected", "missing"]},
    was=_VALUE,
)
_PLAN_PARTS: dict[str, Schema] = {
    "pillars": _closed(**_texts("code", "name", "title")),
    "sections": _closed(**_texts("code", "pillar", "name")),
    "tasks": _closed(
        **_texts("code", "pillar", "number", "title"), section=_MAYBE, lead=_list(_TEXT), responsible=_list(_TEXT)
    ),
    "indicators": _closed(
        **_texts("code", "task", "name", "short_name", "unit", "measure", "comparator", "reported_by"),
        **_texts("baseline_note", "strength", "wording", "note"),
        target=_DECIMAL,
        baseline=_VALUE,
        due=_MONTH,
        pairs_with=_MAYBE,
        headline=_FLAG,
        weight=_DECIMAL,
    ),
    "milestones": _closed(**_texts("code", "task", "name", "kind", "wording"), due=_MONTH),
    "departments": _closed(**_texts("name", "kind")),
    "regions": _closed(
        **_texts("code", "name", "short_name", "kind"),
        aliases=_list(_TEXT),
        parent=_MAYBE,
        tile_row=_or_none({"type": "integer"}),
        tile_col=_or_none({"type": "integer"}),
    ),
    "targets": _closed(**_texts("indicator", "region"), target=_DECIMAL, baseline=_VALUE),
}

SCHEMAS: dict[str, Schema] = {
    "Error": _closed(error=_closed(**_texts("code", "message"))),
    "Revision": _closed(day=_DAY, revision=_COUNT),
    "Plan": _closed(
        **_texts("code", "title", "short_title", "issuer", "document_number"),
        issued_on=_or_none(_DAY),
        first_month=_MONTH,
        last_month=_MONTH,
        rules=_closed(
            clock={"type": "string", "enum": ["plan", "issued"]},
            approx_share=_DECIMAL,
            red_after=_DECIMAL,
            asof_share=_DECIMAL,
            publish={"type": "string", "enum": ["review", "at once"]},
        ),
        **{name: _list(part) for name, part in _PLAN_PARTS.items()},
    ),
    "Standings": _closed(
        plan=_TEXT, month=_MONTH, region=_TEXT, revision=_COUNT, standings=_list(_STANDING), rollups=_ROLLUPS
    ),
    "Figure": _closed(**_texts("indicator", "region"), month=_MONTH, **_AMOUNT),
    "Record": _closed(
        month=_MONTH,
        **_AMOUNT,
        submission=_COUNT,
        state=_STATE,
        file=_TEXT,
        line={"type": "integer"},
        cell=_MAYBE,
        by=_TEXT,
        at=_or_none(_MOMENT),
        published_at=_or_none(_MOMENT),
        repeats=_FLAG,
    ),
    "Submission": _closed(
        submission=_COUNT, state=_STATE, file=_TEXT, figures=_COUNT, by=_TEXT, at=_MOMENT, reason=_MAYBE
    ),
    "Review": _closed(
        **_texts("file", "sha256"),
        encoding=_MAYBE,
        sheet=_MAYBE,
        month=_or_none(_MONTH),
        counts=_closed(**dict.fromkeys(("new", "changed", "same", "rejected", "missing", "warnings"), _COUNT)),
        rows=_list(_ROW),
        problems=_list(_PROBLEM),
        submission=_or_none(_COUNT),
    ),
}
"""Every document by its name."""
