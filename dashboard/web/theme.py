"""The look of charts. A chart names roles of 00-tokens.css; the browser puts in the colours of the theme it shows."""

from __future__ import annotations

from typing import Any

from dashboard.domain.status import Status

Figure = dict[str, Any]
"""A Plotly figure as plain data."""

INK = "--ink"
INK_2 = "--ink-2"
RULE = "--rule"
SURFACE = "--surface"
PACE = "--pace"

STATUS_COLOURS = {
    Status.MET: "--met",
    Status.ON_PACE: "--on-pace",
    Status.BEHIND: "--behind",
    Status.CRITICAL: "--critical",
    Status.UNREPORTED: "--unreported",
}
STATUS_FILLS = {**STATUS_COLOURS, Status.BEHIND: "--behind-fill", Status.CRITICAL: "--critical-fill"}
STATUS_TINTS = {
    Status.MET: "--met-tint",
    Status.ON_PACE: "--on-pace-tint",
    Status.BEHIND: "--behind-tint",
    Status.CRITICAL: "--critical-fill",  # the only filled one
    Status.UNREPORTED: "--unreported-tint",
}
STATUS_LETTERS = {**STATUS_COLOURS, Status.CRITICAL: "--on-critical", Status.UNREPORTED: "--ink-2"}
STATUS_SIGNS = {
    Status.MET: "●",
    Status.ON_PACE: "▲",
    Status.BEHIND: "◆",
    Status.CRITICAL: "■",
    Status.UNREPORTED: "○",
}

CONFIG: Figure = {
    "locale": "zh-CN",
    "displaylogo": False,
    "showSendToCloud": False,
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
}


def chart_layout(**more: Any) -> Figure:
    """The layout that all charts share, with what one of them adds."""
    return {
        "template": None,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "--sans", "size": 12, "color": INK_2},
        "hoverlabel": {
            "bgcolor": SURFACE,
            "bordercolor": RULE,
            "font": {"family": "--sans", "color": INK, "size": 13},
            "align": "left",
        },
        "dragmode": False,
        "showlegend": False,
        "margin": {"l": 48, "r": 16, "t": 16, "b": 32},
        **more,
    }
