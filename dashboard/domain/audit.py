"""The audit log as a chain: each digest holds the one before, so that nothing can change, go or move unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

START = "0" * 64
"""The digest that the first entry follows."""

DONE, REFUSED = "done", "refused"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who, when, from where, what, on what, with what result; before and after where something was changed."""

    number: int
    at: datetime
    actor: str
    address: str
    action: str
    subject: str
    result: str = DONE
    detail: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class ChainedEntry:
    """An entry as it is kept: with the digest that it follows and its own."""

    entry: AuditEntry
    previous: str
    digest: str


def digest_of(previous: str, entry: AuditEntry) -> str:
    """The SHA-256 of an entry after the one before it. Databases hold these digests: the form never changes."""
    moment = entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    parts = [previous, entry.number, moment, entry.actor, entry.address, entry.action, entry.subject]
    text = json.dumps([*parts, entry.result, entry.detail, entry.before, entry.after], ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def check_chain(entries: Iterable[ChainedEntry], length: int, head: str) -> tuple[str, ...]:
    """What is wrong with a log, a sentence each: entries changed, missing or moved, and an end that was cut off.

    `length` and `head` are the number and the digest of the last entry, as they are kept apart from the log.
    """
    found: list[str] = []
    previous, number = START, 0
    for kept in entries:
        expected, number = number + 1, kept.entry.number
        if number != expected:
            found.append(f"审计日志第 {expected} 条不见了，接着的是第 {number} 条。")
        elif kept.previous != previous:
            found.append(f"审计日志第 {number} 条接不上前一条：前一条被改动、删除或调换过。")
        if digest_of(kept.previous, kept.entry) != kept.digest:
            found.append(f"审计日志第 {number} 条的内容被改动过。")
        previous = kept.digest
    if (number, previous) != (length, head):
        found.append(f"审计日志应当到第 {length} 条为止，现在到第 {number} 条，末尾被删除或改动过。")
    return tuple(found)
