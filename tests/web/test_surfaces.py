"""Role × action × unit × surface: every cell is asked for over HTTP, on a page, by a token, and its answer is known."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
from flask.testing import FlaskClient
from web.people import browser, csrf, people

from dashboard.domain.access import Account, Role
from dashboard.domain.month import Month
from dashboard.services import closing, following_up, intake, tokens, tracing
from dashboard.storage.tokens import TokenKind
from dashboard.web.shell import Board

CALLBACK = "/_dash-update-component"
COUNT = count(1)
COUNTY = frozenset({"371621"})
OWN, ELSEWHERE = ("惠民县", "371621"), ("阳信县", "371622")

WHO = {
    "wide viewer": Account("宽查看", Role.VIEWER),
    "narrow viewer": Account("窄查看", Role.VIEWER, regions=COUNTY, reads_all=False),
    "wide reporter": Account("宽填报", Role.REPORTER, regions=COUNTY),
    "narrow reporter": Account("窄填报", Role.REPORTER, regions=COUNTY, reads_all=False),
    "wide reviewer": Account("宽审核", Role.REVIEWER),
    "narrow reviewer": Account("窄审核", Role.REVIEWER, regions=COUNTY, reads_all=False),
    "administrator": Account("总管理", Role.ADMINISTRATOR),
    "display": Account("大屏", Role.DISPLAY),
}

# Per row: what is done, on which surface; per column: for the own county and for another (y yes, n no). What is of the
# whole city (a milestone, a month, the demonstration, the walls, the accounts) is tried twice.
# A dash: the surface does not exist for it (a wall has no API token, an account opens no display link).
TABLE = """
what     surface   wide-viewer narrow-viewer wide-reporter narrow-reporter wide-reviewer narrow-reviewer administrator display
see      wall      yy          yn            yy            yn              yy            yn              yy            yy
read     api       yy          yn            yy            yn              yy            yn              yy            nn
read     token     yy          yn            yy            yn              yy            yn              yy            --
read     page      yy          yn            yy            yn              yy            yn              yy            nn
export   api       yy          yn            yy            yn              yy            yn              yy            nn
export   token     yy          yn            yy            yn              yy            yn              yy            --
report   api       nn          nn            yn            yn              yy            yn              yy            nn
report   token     nn          nn            yn            yn              yy            yn              yy            --
report   page      nn          nn            yn            yn              yy            yn              yy            nn
publish  api       nn          nn            nn            nn              yy            yn              yy            nn
publish  token     nn          nn            nn            nn              yy            yn              yy            --
publish  page      nn          nn            nn            nn              yy            yn              yy            nn
undo     page      nn          nn            nn            nn              yy            yn              yy            nn
mark     page      nn          nn            nn            nn              yy            nn              yy            nn
note     page      nn          nn            yy            yy              yy            yy              yy            nn
close    page      nn          nn            nn            nn              yy            nn              yy            nn
maintain page      nn          nn            nn            nn              nn            nn              yy            nn
screens  page      nn          nn            nn            nn              yy            yy              yy            nn
people   page      nn          nn            nn            nn              nn            nn              yy            nn
"""  # noqa: E501


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody with a way in: a browser, and what every request of it carries."""

    client: FlaskClient
    headers: dict[str, str]

    def get(self, address: str) -> Any:
        return self.client.get(address, headers=self.headers)

    def post(self, address: str, **said: Any) -> Any:
        return self.client.post(address, headers=self.headers, **said)


def cells() -> Iterator[tuple[str, str, str, str]]:
    """What, surface, who, and the two expected answers."""
    head, *lines = [line.split() for line in TABLE.strip().splitlines()]
    for what, surface, *answers in lines:
        for who, expected in zip(head[2:], answers, strict=True):
            if expected != "--":
                yield what, surface, who.replace("-", " "), expected


def come_in(app: Board, surface: str, account: Account) -> Asking:
    """The account at the site, by the surface's own way."""
    client = app.server.test_client()
    people(app, *(() if account.role is Role.DISPLAY else (account,)))
    if account.role is Role.DISPLAY:
        client.get(f"/screen?token={tokens.add_token(app.site, TokenKind.DISPLAY, account)}")
        return Asking(client, {})
    if surface == "token":
        token = tokens.add_token(app.site, TokenKind.API, account)
        return Asking(client, {"Authorization": f"Bearer {token}"})
    client = browser(app, account)
    return Asking(client, csrf(client))


def a_row(place: str) -> bytes:
    value = {OWN[0]: 125, ELSEWHERE[0]: 50}[place]  # a little more than stands there
    return f"指标编码,地区,月份,累计值\nT28-1,{place},2023-09,{value}\n".encode()


def see_wall(asking: Asking, app: Board, place: tuple[str, str]) -> bool:
    page = asking.get("/screen?month=2023-09&whole").get_data(as_text=True)
    return place[0].removesuffix("县") in page


def read_api(asking: Asking, app: Board, place: tuple[str, str]) -> bool:
    answer = asking.get(f"/api/v1/standings?month=2023-09&region={place[1]}")
    return answer.status_code == 200 and {row["region"] for row in answer.json["standings"]} == {place[1]}


def read_page(asking: Asking, app: Board, place: tuple[str, str]) -> bool:
    answer = ask(asking, app, "route", {"path": "/", "query": {"region": place[1], "month": "2023-09"}, "at": 1})
    return answer.status_code == 200 and f"{place[0]}" in json.dumps(answer.json, ensure_ascii=False)


def export_api(asking: Asking, app: Board, place: tuple[str, str]) -> bool:
    answer = asking.get("/api/v1/export/figures.csv?month=2023-09")
    return answer.status_code == 200 and f",{place[0]}," in answer.get_data(as_text=True)


def report_api(asking: Asking, app: Board, place: tuple[str, str]) -> bool:
    answer = asking.post("/api/v1/figures?name=a.csv", data=a_row(place[0]))
    return bool(answer.status_code == 200 and answer.json["submission"])


def publish_api(asking: Asking, app: Board, place: tuple[str, str]) -> bool:
    answer = asking.post("/api/v1/figures?name=a.csv&publish=1", data=a_row(place[0]))
    return bool(answer.status_code == 200 and answer.json["submission"])


def report_page(asking: Asking, app: Board, place: tuple[str, str]) -> bool:
    answer = asking.post("/report/files?name=a.csv", data=a_row(place[0]))
    if answer.status_code != 200:
        return False
    review = json.dumps(ask(asking, app, "report-draft", answer.json["submission"]).json, ensure_ascii=False)
    return "无权填报" not in review


def publish_page(asking: Asking, app: Board, place: tuple[str, str]) -> bool:
    number = intake.load_upload(app.site, intake.Upload(a_row(place[0]), "a.csv"), publish=False).review.submission
    ask(asking, app, "publish-step", {"step": "publish", "number": str(number)})
    return state_of(app, number) == "published"


def undo_page(asking: Asking, app: Board, place: tuple[str, str]) -> bool:
    number = intake.load_upload(app.site, intake.Upload(a_row(place[0]), "a.csv"), publish=True).review.submission
    ask(asking, app, "publish-step", {"step": "undo", "number": str(number)})
    return state_of(app, number) == "withdrawn"


def mark_page(asking: Asking, app: Board, _: tuple[str, str]) -> bool:
    said = f"文号 {next(COUNT)}"
    form = {"step": "mark", "code": "T01-M1", "day": "2023-09-01", "text": said}
    ask(asking, app, "tasks-step", form)
    mark = following_up.load_follow_up(app.site).marks.get("T01-M1")
    return mark is not None and mark.note == said


def note_page(asking: Asking, app: Board, _: tuple[str, str]) -> bool:
    said = f"进展 {next(COUNT)}"
    ask(asking, app, "tasks-step", {"step": "note", "code": "T28", "text": said})
    return said in [note.text for note in following_up.load_follow_up(app.site).notes.get("T28", ())]


def close_page(asking: Asking, app: Board, _: tuple[str, str]) -> bool:
    month = Month.parse("2023-08")
    ask(asking, app, "publish-step", {"step": "close", "month": str(month)})
    is_closed = month in closing.load_closings(app.site)
    if is_closed:
        closing.open_month(app.site, month)
    return is_closed


def maintain_page(asking: Asking, app: Board, _: tuple[str, str]) -> bool:
    answer = ask(asking, app, "report-demonstration", "1")
    return answer.status_code == 200 and "演示数据已撤下" in json.dumps(answer.json, ensure_ascii=False)


def screens_page(asking: Asking, app: Board, _: tuple[str, str]) -> bool:
    return "大屏状态</h1>" in opened(asking, app, "/screens")


def people_page(asking: Asking, app: Board, _: tuple[str, str]) -> bool:
    return "建立账号" in opened(asking, app, "/admin")


def opened(asking: Asking, app: Board, path: str) -> str:
    """The page at an address, as the frame asks for it."""
    answer = ask(asking, app, "route", {"path": path, "query": {}, "at": 1})
    return json.dumps(answer.json, ensure_ascii=False) if answer.status_code == 200 else ""


def ask(asking: Asking, app: Board, listens_to: str, value: Any) -> Any:
    """What the callback that listens to a part answers, asked as the browser asks."""
    output, callback = next(
        (key, found)
        for key, found in app.callback_map.items()
        if "callback" in found and any(part["id"] == listens_to for part in found["inputs"])
    )
    names = [dict(zip(("id", "property"), name.rsplit(".", 1), strict=True)) for name in output[2:-2].split("...")]
    parts = {
        kind: [{**part, "value": value if part["id"] == listens_to else None} for part in callback[kind]]
        for kind in ("inputs", "state")
    }
    asked = {"output": output, "outputs": names, **parts, "changedPropIds": [f"{listens_to}.data"]}
    return asking.post(CALLBACK, json=asked)


def state_of(app: Board, number: int | None) -> str:
    """Where a submission stands now."""
    return next(s.state.value for s in tracing.list_submissions(app.site) if s.id == number)


TRIED: dict[tuple[str, str], Callable[[Asking, Board, tuple[str, str]], bool]] = {
    ("see", "wall"): see_wall,
    ("read", "api"): read_api,
    ("read", "token"): read_api,
    ("read", "page"): read_page,
    ("export", "api"): export_api,
    ("export", "token"): export_api,
    ("report", "api"): report_api,
    ("report", "token"): report_api,
    ("report", "page"): report_page,
    ("publish", "api"): publish_api,
    ("publish", "token"): publish_api,
    ("publish", "page"): publish_page,
    ("undo", "page"): undo_page,
    ("mark", "page"): mark_page,
    ("note", "page"): note_page,
    ("close", "page"): close_page,
    ("maintain", "page"): maintain_page,
    ("screens", "page"): screens_page,
    ("people", "page"): people_page,
}


@pytest.mark.parametrize(("what", "surface", "who", "expected"), list(cells()))
def test_every_cell_answers_as_the_table_says(app: Board, what: str, surface: str, who: str, expected: str) -> None:
    asking = come_in(app, surface, WHO[who])
    answers = [TRIED[what, surface](asking, app, place) for place in (OWN, ELSEWHERE)]
    assert "".join("y" if answer else "n" for answer in answers) == expected


def test_the_table_tries_every_way_for_every_kind_of_account() -> None:
    found = list(cells())
    assert {(what, surface) for what, surface, _, _ in found} == TRIED.keys()
    assert {who for _, _, who, _ in found} == WHO.keys()
