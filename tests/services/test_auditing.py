"""The audit log stands as it was written, on both databases, or says where it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from dashboard.domain.access import Account, Role
from dashboard.domain.audit import START, AuditEntry, ChainedEntry, check_chain, digest_of
from dashboard.domain.errors import NotAllowed
from dashboard.services import auditing
from dashboard.services.site import Site
from dashboard.storage.audit import AuditFilter
from dashboard.storage.database import reading, writing

ADDRESSED = Account("张三", Role.ADMINISTRATOR, address="10.0.0.9")


def write(site: Site, count: int) -> None:
    for number in range(count):
        with writing(site.engine) as connection:
            auditing.record(
                site.acting(ADDRESSED), connection, "target change", f"T{number:02}", before="100", after="120"
            )


def forget_triggers(site: Site) -> None:
    """What only somebody with the database's own password could do."""
    with site.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER USER"))
        else:
            connection.execute(text("DROP TRIGGER audit_entry_no_update"))
            connection.execute(text("DROP TRIGGER audit_entry_no_delete"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor = 'nobody'",
        "DELETE FROM audit_entry",
        "UPDATE audit_entry SET digest = previous WHERE id = 2",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(site: Site, statement: str) -> None:
    write(site, 3)
    with pytest.raises(DBAPIError, match="append-only"), site.engine.begin() as connection:
        connection.execute(text(statement))
    assert auditing.verify_audit(site)[:2] == ((), 3)


@pytest.mark.postgresql
def test_the_log_cannot_be_emptied_either(site: Site) -> None:
    if site.engine.dialect.name != "postgresql":
        return  # SQLite knows no TRUNCATE
    write(site, 1)
    with pytest.raises(DBAPIError, match="append-only"), site.engine.begin() as connection:
        connection.execute(text("TRUNCATE audit_entry"))


@pytest.mark.parametrize(
    ("tampering", "told"),
    [
        ("UPDATE audit_entry SET after = '80' WHERE id = 3", "第 3 条的内容被改动过"),
        ("UPDATE audit_entry SET at = '2001-01-01 00:00:00+00:00' WHERE id = 3", "第 3 条的内容被改动过"),
        ("DELETE FROM audit_entry WHERE id = 3", "第 3 条不见了"),
        ("DELETE FROM audit_entry WHERE id = 5", "末尾被删除"),
        ("DELETE FROM audit_entry", "末尾被删除"),
        ("UPDATE audit_entry SET id = id + 10 WHERE id = 5", "第 5 条不见了"),
        ("UPDATE audit_entry SET previous = digest WHERE id = 4", "第 4 条接不上前一条"),
    ],
)
def test_whoever_gets_around_that_is_found_out(site: Site, tampering: str, told: str) -> None:
    write(site, 5)
    forget_triggers(site)
    with site.engine.begin() as connection:
        connection.execute(text(tampering))
    faults, _, _ = auditing.verify_audit(site)
    assert any(told in fault for fault in faults), faults


def test_entries_that_changed_places_are_found_out(site: Site) -> None:
    write(site, 4)
    forget_triggers(site)
    with site.engine.begin() as connection:
        for old, new in ((2, 99), (3, 2), (99, 3)):
            connection.execute(text(f"UPDATE audit_entry SET id = {new} WHERE id = {old}"))
    faults, _, _ = auditing.verify_audit(site)
    assert any("第 2 条" in fault for fault in faults)
    assert any("第 3 条" in fault for fault in faults)


def test_a_log_that_was_written_anew_lacks_the_digest_noted_before(site: Site) -> None:
    write(site, 3)
    _, _, noted = auditing.verify_audit(site)
    assert auditing.verify_audit(site, noted)[0] == ()
    assert "已被换掉" in auditing.verify_audit(site, "0" * 64)[0][0]


def test_an_entry_says_who_when_from_where_what_on_what_and_how_it_was(site: Site) -> None:
    before = datetime.now(UTC)
    write(site, 1)
    (entry,) = auditing.search_audit(site, AuditFilter())
    assert before <= entry.at <= datetime.now(UTC)
    said = (entry.actor, entry.address, entry.action, entry.subject, entry.result, entry.before, entry.after)
    assert said == ("张三", "10.0.0.9", "target change", "T00", "done", "100", "120")


def test_what_was_refused_leaves_no_half_entry(site: Site) -> None:
    def begin_and_fail() -> None:
        with writing(site.engine) as connection:
            auditing.record(site, connection, "publish", "submission 1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        begin_and_fail()
    assert auditing.search_audit(site, AuditFilter()) == ()
    assert auditing.verify_audit(site)[:2] == ((), 0)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (AuditFilter(text="T03"), ["T03"]),
        (AuditFilter(text="%"), []),
        (AuditFilter(text="_"), []),
        (AuditFilter(actor="张三", text="T01"), ["T01"]),
        (AuditFilter(actor="李四"), []),
        (AuditFilter(action="publish"), []),
        (AuditFilter(since=datetime.now(UTC) + timedelta(days=1)), []),
        (AuditFilter(until=datetime.now(UTC) - timedelta(days=1)), []),
        (AuditFilter(since=datetime.now(UTC) - timedelta(days=1)), ["T04", "T03", "T02", "T01", "T00"]),
    ],
)
def test_the_log_is_searched(site: Site, wanted: AuditFilter, found: list[str]) -> None:
    write(site, 5)
    assert [entry.subject for entry in auditing.search_audit(site, wanted)] == found


def test_the_log_is_read_page_by_page(site: Site) -> None:
    write(site, 5)
    first = auditing.search_audit(site, AuditFilter(), limit=2)
    rest = auditing.search_audit(site, AuditFilter(), limit=9, before=first[-1].number)
    assert [entry.number for entry in (*first, *rest)] == [5, 4, 3, 2, 1]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ENTRIES = st.builds(
    AuditEntry,
    st.integers(1, 10**6),
    st.datetimes(min_value=datetime(2000, 1, 1), timezones=st.just(UTC)),
    *[TEXTS] * 8,
)


@given(ENTRIES, ENTRIES)
def test_two_entries_have_the_same_digest_only_where_they_are_the_same(one: AuditEntry, other: AuditEntry) -> None:
    assert (digest_of(START, one) == digest_of(START, other)) is (one == other)
    assert digest_of(START, one) != digest_of(digest_of(START, one), one)


def test_a_moment_has_one_digest_in_every_zone() -> None:
    here = datetime(2023, 9, 30, 20, 0, tzinfo=timezone(timedelta(hours=8)))
    there = here.astimezone(UTC)
    made = [digest_of(START, AuditEntry(1, at, "a", "", "b", "c")) for at in (here, there)]
    assert made[0] == made[1]


def test_the_form_of_a_digest_never_changes() -> None:
    at = datetime(2023, 9, 30, 12, 0, tzinfo=UTC)
    entry = AuditEntry(1, at, "张三", "::1", "publish", "submission 7", detail="9")
    assert digest_of(START, entry) == "29a630d91629ffc864352badc5e8410baa44b2d35ee0b69f97fac901d0a95291"


@given(st.lists(ENTRIES, min_size=1, max_size=6), st.data())
def test_any_single_change_is_found(entries: list[AuditEntry], data: st.DataObject) -> None:
    chain: list[ChainedEntry] = []
    previous = START
    for number, entry in enumerate(entries, 1):
        numbered = replace(entry, number=number)
        digest = digest_of(previous, numbered)
        chain.append(ChainedEntry(numbered, previous, digest))
        previous = digest
    assert check_chain(chain, len(chain), previous) == ()
    place = data.draw(st.integers(0, len(chain) - 1))
    shorter = [*chain[:place], *chain[place + 1 :]]
    assert check_chain(shorter, len(chain), previous)
    field = data.draw(st.sampled_from(["actor", "subject", "result", "before", "after", "detail", "address", "action"]))
    changed = replace(chain[place].entry, **{field: getattr(chain[place].entry, field) + "x"})
    forged = [*chain[:place], ChainedEntry(changed, chain[place].previous, chain[place].digest), *chain[place + 1 :]]
    assert check_chain(forged, len(chain), previous)


def test_who_may_not_read_the_log_does_not_see_it(site: Site) -> None:
    with reading(site.engine), pytest.raises(NotAllowed, match="管理员可以"):
        auditing.search_audit(site.acting(Account("审核", Role.REVIEWER)), AuditFilter())
