"""What reporters bring over HTTP and take away."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

GOOD = "指标编码,地区,月份,累计值\nT28-1,惠民县,2023-09,190\n"


def test_an_upload_is_kept_as_a_draft_with_its_counts(client: FlaskClient) -> None:
    answer = client.post("/report/files?name=" + quote("九月.csv"), data=GOOD.encode())
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["submission"] > 20
    assert (answer.json["file"], answer.json["counts"]["changed"], answer.json["problems"]) == ("九月.csv", 1, [])


def test_a_file_that_is_none_says_why(client: FlaskClient) -> None:
    answer = client.post("/report/files?name=a.pdf", data=b"%PDF-1.7")
    assert answer.json is not None
    assert answer.json["submission"] is None
    assert "PDF" in answer.json["problems"][0]["message"]


@pytest.mark.parametrize(("kind", "start"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")])
def test_a_template_is_a_file_with_a_chinese_name(client: FlaskClient, kind: str, start: bytes) -> None:
    answer = client.get(f"/report/template.{kind}?region={quote('惠民县')}&month=2023-10")
    assert answer.status_code == 200
    assert answer.get_data().startswith(start)
    assert quote("惠民县2023年10月填报模板") in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/report/template.pdf", 404, "csv 和 xlsx"),
        ("/report/template.csv?region=nowhere", 404, "没有这个地区"),
        ("/report/template.csv?month=9", 400, "2023-09"),
    ],
)
def test_what_cannot_be_given_is_a_sentence(client: FlaskClient, address: str, status: int, told: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (status, "text/plain")
    assert told in answer.get_data(as_text=True)
