"""What the server counts while it answers, in Prometheus' own words.

With several workers each counts into files of its own, which whichever worker is asked adds up; `gunicorn.conf.py` says
where they lie. A process by itself counts in its memory.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from datetime import UTC, datetime

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

CONTENT_TYPE = CONTENT_TYPE_LATEST

_OWN = CollectorRegistry()
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

REQUESTS = Counter("dashboard_requests", "Requests answered.", ("surface", "method", "status"), registry=_OWN)
TAKEN = Histogram(
    "dashboard_request_seconds", "How long answers took.", ("surface",), buckets=_SECONDS, registry=_OWN
)  # fmt: skip
CALLBACKS = Counter("dashboard_callbacks", "Callbacks answered.", ("callback", "result"), registry=_OWN)
UPLOADS = Counter("dashboard_uploads", "Files that were brought.", ("result",), registry=_OWN)
UPLOADED = Counter("dashboard_upload_bytes", "What those files weighed.", registry=_OWN)
ERRORS = Counter("dashboard_errors", "What was logged as an error.", ("logger",), registry=_OWN)


class _Errors(logging.Handler):
    """Counts what is logged as an error, whoever logs it."""

    def emit(self, record: logging.LogRecord) -> None:
        """One more."""
        ERRORS.labels(record.name).inc()


_ERRORS = _Errors(logging.ERROR)


def count_errors() -> None:
    """Count from now on whatever the dashboard logs as an error; asking again changes nothing."""
    logging.getLogger("dashboard").addHandler(_ERRORS)


class _Revision:
    """The revision that stands in the database, and how old it is, as of this answer."""

    def __init__(self, revision: int, moved_at: datetime | None) -> None:
        self._revision, self._moved_at = revision, moved_at

    def collect(self) -> Iterator[Metric]:
        """The two gauges; the age only where the revision has ever moved."""
        yield GaugeMetricFamily("dashboard_revision", "The revision of what is shown.", self._revision)
        if self._moved_at:
            age = (datetime.now(UTC) - self._moved_at).total_seconds()
            yield GaugeMetricFamily("dashboard_revision_age_seconds", "How long ago it last moved.", max(age, 0.0))


def exposition(revision: int, moved_at: datetime | None) -> bytes:
    """Everything that was counted, by all workers, as Prometheus reads it."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)
    else:
        registry.register(_OWN)
    registry.register(_Revision(revision, moved_at))
    return generate_latest(registry)
