"""What a plan folder names, held against what is there."""

from __future__ import annotations

from dashboard.domain.plan import Region
from dashboard.domain.plan_references import Mention, check_mentions, register

REGIONS = (Region("R1", "东城区", "东城", ("东城县",)), Region("R2", "西城区"))


def test_the_nearest_name_is_suggested_and_never_taken() -> None:
    known = register("县区", "regions.csv", REGIONS)
    faults = list(check_mentions("targets.csv", [Mention(5, "region", "R1x")], known))
    assert [(fault.line, fault.column, fault.code) for fault in faults] == [(5, "region", "unknown")]
    assert "“R1”" in faults[0].message


def test_a_name_in_place_of_a_code_leads_to_the_code() -> None:
    known = register("县区", "regions.csv", REGIONS)
    assert [known.nearest(name) for name in ("东城区", "东城", "东城县", "西城区")] == ["R1", "R1", "R1", "R2"]


def test_nothing_is_suggested_for_what_resembles_nothing() -> None:
    assert register("县区", "regions.csv", REGIONS).nearest("某某某") is None


def test_nothing_is_unknown_where_the_known_names_could_not_be_read() -> None:
    known = register("县区", "regions.csv", (), whole=False)
    assert list(check_mentions("targets.csv", [Mention(2, "region", "R9")], known)) == []


def test_every_unknown_name_is_told_however_many_there_are() -> None:
    known = register("县区", "regions.csv", REGIONS)
    mentions = [Mention(line, "region", f"X{line}") for line in range(2, 102)]
    assert len(list(check_mentions("targets.csv", mentions, known))) == 100
