"""Whether the regions of a plan folder make one tree, and whether each name means one of them."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.domain.cell_text import key_of
from dashboard.domain.plan import Region
from dashboard.domain.plan_draft import Listed, Placed
from dashboard.domain.plan_fault import PlanFault, error, notice


def check_regions(regions: Listed[Region]) -> Iterator[PlanFault]:
    """Faults of the tree, names that mean two regions, and tiles that lie on each other."""
    yield from _check_roots(regions)
    yield from _check_loops(regions)
    yield from _check_names(regions)
    yield from _check_tiles(regions)


def _check_roots(regions: Listed[Region]) -> Iterator[PlanFault]:
    roots = [placed for placed in regions if placed.value.parent is None]
    for placed in roots[1:]:
        message = (
            f"parent 空着，而第{roots[0].line}行的“{roots[0].value.name}”已是最上一级，"
            "只能有一个最上一级，请填写上级地区的编码。"
        )
        yield error(regions.file, placed.line, "parent", "second-root", message)
    if not roots and regions.entries and regions.whole:
        message = "每一行的 parent 都填了上级，没有最上一级，请把全市那一行的 parent 留空。"
        yield error(regions.file, 1, "parent", "no-root", message)


def _check_loops(regions: Listed[Region]) -> Iterator[PlanFault]:
    lines: dict[str, int] = {}
    parents: dict[str, str | None] = {}
    for placed in regions:
        lines.setdefault(placed.value.code, placed.line)
        parents.setdefault(placed.value.code, placed.value.parent)
    for loop in _loops(parents):
        way = " → ".join((*loop, loop[0]))
        message = f"上级关系绕成了一圈（{way}），请改正其中一行的 parent。"
        yield error(regions.file, lines[loop[0]], "parent", "loop", message)


def _loops(parents: dict[str, str | None]) -> Iterator[tuple[str, ...]]:
    """Each loop once, beginning with the code that stands first."""
    settled: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at in parents and at not in settled and at not in path:
            path[at] = None
            at = parents[at]
        if at is not None and at in path:
            way = list(path)
            yield tuple(way[way.index(at) :])
        settled.update(path)


def _check_names(regions: Listed[Region]) -> Iterator[PlanFault]:
    owners: dict[str, Placed[Region]] = {}
    for placed in regions:
        for column, name in _names(placed.value):
            owner = owners.setdefault(key_of(name), placed)
            if owner.value.code != placed.value.code:
                message = (
                    f"“{name}”已是第{owner.line}行“{owner.value.name}”的叫法，"
                    "同一个叫法不能指两个地区，请从其中一行删去。"
                )
                yield error(regions.file, placed.line, column, "name-of-two", message)


def _names(region: Region) -> Iterator[tuple[str, str]]:
    # an alias often repeats the name: told once, in the column that stands first
    cells = (
        ("code", region.code),
        ("name", region.name),
        ("short_name", region.short_name),
        *(("aliases", alias) for alias in region.aliases),
    )
    seen: set[str] = set()
    for column, name in cells:
        if name and key_of(name) not in seen:
            seen.add(key_of(name))
            yield column, name


def _check_tiles(regions: Listed[Region]) -> Iterator[PlanFault]:
    first: dict[tuple[int, int], Placed[Region]] = {}
    for placed in regions:
        row, column = placed.value.tile_row, placed.value.tile_col
        if row is None or column is None:
            continue
        holder = first.setdefault((row, column), placed)
        if holder is not placed:
            message = (
                f"与第{holder.line}行的“{holder.value.name}”排在同一格（{row}，{column}），"
                "大屏上会互相遮住，请改 tile_row 或 tile_col。"
            )
            yield notice(regions.file, placed.line, "tile_row", "tile-taken", message)
