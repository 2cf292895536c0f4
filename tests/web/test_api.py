"""The API: the same numbers as the command line and the page, the same checks, calm refusals."""

from __future__ import annotations

import io
import json

import pytest
from flask.testing import FlaskClient

from dashboard.domain.month import Month
from dashboard.domain.scope import Scope
from dashboard.services import intake
from dashboard.services.reading import load_assessment
from dashboard.viewmodels.standing_document import build_standing_document
from dashboard.web.shell import Board
from dashboard.web.wording import percent

ROW = "指标编码,地区,月份,累计值\nT28-1,滨城,2023-09,{}\n"


def test_standings_are_those_of_the_domain_and_of_the_wall(app: Board, client: FlaskClient) -> None:
    found = client.get("/api/v1/standings?month=2023-09").json
    assessment = load_assessment(app.site, Month(2023, 9))
    assert found == json.loads(json.dumps(build_standing_document(assessment, Scope())))
    whole = assessment.whole(assessment.select(Scope()))
    assert f">{percent(whole.score, whole.status)}<" in client.get("/screen").get_data(as_text=True)


def test_a_scope_is_the_same_everywhere(client: FlaskClient) -> None:
    found = client.get("/api/v1/standings?region=博兴&pillar=P4").json
    assert {row["pillar"] for row in found["standings"]} == {"P4"}
    assert found["region"] == "371625"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/standings?month=9月", 400),
        ("/api/v1/standings?role=boss", 400),
        ("/api/v1/standings?region=东营区", 404),
        ("/api/v1/standings?plan=nowhere", 404),
        ("/api/v1/export/figures.pdf", 404),
        ("/api/v1/standings?month=2030-01", 404),
        ("/api/v1/nothing", 404),
        ("/api/v1/figures/nothing", 404),
    ],
)
def test_what_means_nothing_is_answered_in_json(client: FlaskClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert set(answer.json["error"]) == {"code", "message"}


def test_figures_come_in_as_a_form_or_as_they_are(client: FlaskClient) -> None:
    content = ROW.format(171).encode()
    form = client.post("/api/v1/figures", data={"file": (io.BytesIO(content), "九月.csv")})
    assert (form.status_code, form.json["file"], form.json["submission"] is not None) == (200, "九月.csv", True)
    assert form.json["counts"]["changed"] == 1
    raw = client.post("/api/v1/figures?name=a.csv&publish=1", data=content, content_type="text/csv")
    assert raw.status_code == 200
    again = client.post("/api/v1/figures?name=a.csv&publish=1", data=content, content_type="text/csv")
    assert (again.status_code, again.json["counts"]["same"], again.json["submission"]) == (200, 1, None)


def test_a_refused_file_is_answered_with_its_reasons(client: FlaskClient) -> None:
    answer = client.post("/api/v1/figures?name=a.csv&publish=1", data=ROW.format("十二").encode())
    assert answer.status_code == 422
    assert answer.json["counts"]["rejected"] == 1
    assert any(p["level"] == "error" for p in answer.json["problems"])


def test_a_form_without_a_file_is_answered_in_json(client: FlaskClient) -> None:
    answer = client.post("/api/v1/figures", data={"other": "x"}, content_type="multipart/form-data")
    assert (answer.status_code, answer.json["error"]["code"]) == (400, "bad-query")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_loads_again_and_changes_nothing(app: Board, client: FlaskClient, kind: str) -> None:
    content = client.get(f"/api/v1/export/figures.{kind}").data
    review = intake.check_upload(app.site, intake.Upload(content, f"out.{kind}", "test"))
    counts = review.checked.counts
    assert (counts.new, counts.changed, counts.rejected, review.has_error) == (0, 0, 0, False)
    assert counts.same > 2000


def test_the_revision_moves_with_a_publication(client: FlaskClient) -> None:
    before = client.get("/api/v1/revision").json["revision"]
    client.post("/api/v1/figures?name=a.csv&publish=1", data=ROW.format(172).encode())
    assert client.get("/api/v1/revision").json["revision"] == before + 1


def test_another_sites_page_may_not_send_anything(client: FlaskClient) -> None:
    answer = client.post("/api/v1/figures?publish=1", data=b"x", headers={"Origin": "http://evil.example"})
    assert (answer.status_code, answer.json["error"]["code"]) == (403, "other-site")


def test_a_database_of_another_version_is_not_healthy(app: Board, client: FlaskClient) -> None:
    with app.site.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json["error"]["code"]) == (503, "store-unavailable")


def test_health_is_told_and_failure_too(app: Board, client: FlaskClient) -> None:
    assert client.get("/healthz").json["status"] == "ok"
    with app.site.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE site RENAME TO gone")
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json["error"]["code"]) == (503, "store-unavailable")


def test_a_file_over_the_limit_is_refused_in_json(app: Board, client: FlaskClient) -> None:
    app.server.config["MAX_CONTENT_LENGTH"] = 1000
    answer = client.post("/api/v1/figures?name=a.csv", data=b"x" * 2000)
    assert (answer.status_code, answer.json["error"]["code"]) == (413, "too-large")


def test_a_raw_body_is_taken_whatever_type_is_said_of_it(client: FlaskClient) -> None:
    said = "application/x-www-form-urlencoded"
    answer = client.post("/api/v1/figures?name=a.csv", data=ROW.format(173).encode(), content_type=said)
    assert (answer.status_code, answer.json["counts"]["changed"]) == (200, 1)
