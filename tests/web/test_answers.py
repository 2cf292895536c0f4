"""What every answer carries: compression for those who take it, and no leave to load from elsewhere."""

from __future__ import annotations

import gzip

from flask.testing import FlaskClient

PLOTLY = "/_dash-component-suites/plotly/package_data/plotly.min.js"


def test_answers_are_compressed_for_those_who_take_it(client: FlaskClient) -> None:
    plain = client.get("/screen")
    small = client.get("/screen", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.data) * 4 < len(plain.data)
    assert b"<html" in gzip.decompress(small.data)


def test_what_is_kept_compressed_follows_what_is_shown(client: FlaskClient) -> None:
    asked = {"Accept-Encoding": "gzip"}
    usual, county = (client.get(f"/screen{query}", headers=asked).data for query in ("", "?region=博兴"))
    assert client.get("/screen", headers=asked).data == usual != county
    assert gzip.decompress(county) == client.get("/screen?region=博兴").data


def test_one_readers_answer_is_never_anothers(client: FlaskClient) -> None:
    first = client.get("/api/v1/standings?region=博兴", headers={"Accept-Encoding": "gzip"})
    second = client.get("/api/v1/standings?region=邹平", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(first.data) != gzip.decompress(second.data)


def test_graphs_get_the_bundle_of_the_traces_drawn_here(client: FlaskClient) -> None:
    with client.get(PLOTLY) as answer:
        assert answer.status_code == 200
        assert len(answer.data) < 1_500_000
    with client.get(PLOTLY, headers={"If-None-Match": answer.headers["ETag"]}) as again:
        assert again.status_code == 304


def test_browsers_are_told_to_load_nothing_from_elsewhere(client: FlaskClient) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    script = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in script
    assert "http" not in policy


def test_assets_are_kept_by_the_browser_for_a_year(client: FlaskClient) -> None:
    text = client.get("/").get_data(as_text=True)
    address = next(part for part in text.split('"') if part.startswith("/assets/css/00-tokens.css"))
    with client.get(address) as answer:
        assert "max-age=31536000" in answer.headers["Cache-Control"]
