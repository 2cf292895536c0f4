"""What a serving process tells of itself: one JSON line an event on standard error, with the request it belongs to.

Who asked and what stood in the address or the form is never told: the audit log keeps what has to be known of people.
"""

from __future__ import annotations

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

REQUEST: ContextVar[str] = ContextVar("request", default="")
"""The id of the request that is being answered."""

TOLD = "told"
"""The name under which a record brings facts of its own: `extra={TOLD: {…}}`."""


class JsonLines(logging.Formatter):
    """A record as one line of JSON; a traceback is part of it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "process": record.process,
        }
        if REQUEST.get():
            line["request"] = REQUEST.get()
        line.update(getattr(record, TOLD, {}))
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": JsonLines}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"level": "WARNING", "handlers": ["stderr"]},
    "loggers": {
        "dashboard": {"level": "INFO"},
        "gunicorn.error": {"handlers": ["stderr"], "propagate": False},
        "gunicorn.access": {"handlers": [], "propagate": False},
    },
}
"""How gunicorn's own lines and ours are written; `gunicorn.conf.py` hands it over."""
