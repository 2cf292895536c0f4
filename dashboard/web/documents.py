"""What other programs read beside the standings: the plan, the figures and their history, the submissions, and what
all of these addresses are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, jsonify

from dashboard.services import exporting, scoping, tracing
from dashboard.services.reading import load_assessment
from dashboard.storage.submissions import State
from dashboard.viewmodels.plan_document import build_plan_document
from dashboard.web.asking import choice, count, month, must_word, word
from dashboard.web.openapi import build_openapi

if TYPE_CHECKING:
    from dashboard.services.site import Site

_MOST_SUBMISSIONS = 500


def serve_documents(blueprint: Blueprint, site: Site) -> None:
    """Attach the addresses."""
    description = build_openapi(site.settings.max_upload_megabytes)

    @blueprint.get("/api/v1/openapi.json")
    def openapi() -> Any:
        return jsonify(description)

    @blueprint.get("/api/v1/plan")
    def plan() -> Any:
        return jsonify(build_plan_document(load_assessment(site, plan=word("plan")).plan))

    @blueprint.get("/api/v1/submissions")
    def submissions() -> Any:
        state = choice("state", State)
        found = tracing.list_submissions(site, count("limit", 50, _MOST_SUBMISSIONS), word("plan"), state)
        return jsonify(submissions=[tracing.submission_document(one) for one in found])

    _serve_figures(blueprint, site)


def _serve_figures(blueprint: Blueprint, site: Site) -> None:
    @blueprint.get("/api/v1/figures")
    def list_figures() -> Any:
        whole = load_assessment(site, plan=word("plan")).plan
        indicator, region = word("indicator"), word("region")
        rows = exporting.list_figures(
            site,
            month=month(),
            plan=word("plan"),
            indicator=scoping.find_indicator(whole, indicator) if indicator else None,
            region=scoping.find_region(whole, region) if region else None,
        )
        return jsonify(plan=whole.code, figures=[exporting.figure_document(row) for row in rows])

    @blueprint.get("/api/v1/figures/history")
    def history() -> Any:
        asked = {name: must_word(name) for name in ("indicator", "region")}
        whole = load_assessment(site, plan=word("plan")).plan
        indicator = scoping.find_indicator(whole, asked["indicator"])
        region = scoping.find_region(whole, asked["region"])
        found = tracing.list_history(site, indicator, region, word("plan"))
        return jsonify(indicator=indicator, region=region, figures=[tracing.record_document(one) for one in found])
