"""The dashboard that a tutorial would build on the same numbers: the comparison, not an example to follow.

pandas reads the whole table in every callback, Plotly Express draws, one callback does everything, and the full
Plotly bundle is loaded. `BENCH_FLAT_TABLES` names the SQLite file.
"""

from __future__ import annotations

import os
import sqlite3
from typing import Any

import pandas as pd
import plotly.express as px
from dash import Dash, Input, Output, dash_table, dcc, html

COLUMNS = ["code", "indicator", "region", "department", "actual", "target", "unit", "completion", "lag", "status"]
REGION, DEPARTMENT, PILLAR, STATUS, MONTH = "region", "department", "pillar", "status", "month"
LAST = "2023-09"


def read_standings() -> pd.DataFrame:
    """Every standing of every month."""
    connection = sqlite3.connect(os.environ["BENCH_FLAT_TABLES"])
    try:
        return pd.read_sql("SELECT * FROM standings", connection)
    finally:
        connection.close()


def dropdown(column: str, standings: pd.DataFrame, value: str | None = None) -> html.Div:
    """A filter with the values that its column holds."""
    options = sorted(standings[column].dropna().unique())
    return html.Div([html.Label(column), dcc.Dropdown(options, value, id=column)])


def layout() -> html.Div:
    """The page: filters, five numbers, four charts, a table."""
    standings = read_standings()
    return html.Div(
        [
            html.H1("数字强市建设", id="text"),
            dropdown(REGION, standings),
            dropdown(DEPARTMENT, standings),
            dropdown(PILLAR, standings),
            dropdown(STATUS, standings),
            dropdown(MONTH, standings, LAST),
            html.Div(id="numbers"),
            dcc.Graph(id="by-pillar"),
            dcc.Graph(id="by-county"),
            dcc.Graph(id="by-status"),
            dcc.Graph(id="by-month"),
            dash_table.DataTable(id="table", columns=[{"name": name, "id": name} for name in COLUMNS], page_size=20),
        ]
    )


app = Dash(__name__)
server = app.server
app.layout = layout


@app.callback(
    Output("numbers", "children"),
    Output("by-pillar", "figure"),
    Output("by-county", "figure"),
    Output("by-status", "figure"),
    Output("by-month", "figure"),
    Output("table", "data"),
    Input(REGION, "value"),
    Input(DEPARTMENT, "value"),
    Input(PILLAR, "value"),
    Input(STATUS, "value"),
    Input(MONTH, "value"),
)
def update(region: str, department: str, pillar: str, status: str, month: str) -> tuple[Any, ...]:
    """Everything on the page."""
    standings = read_standings()
    for column, value in ((DEPARTMENT, department), (PILLAR, pillar), (STATUS, status)):
        if value:
            standings = standings[standings[column] == value]
    chosen = standings[standings["region"] == region] if region else standings[standings["is_city"] == 1]
    now = chosen[chosen["month"] == month]
    counties = standings[(standings["month"] == month) & (standings["is_city"] == 0)]
    pillars = now.groupby("pillar", as_index=False)["completion"].mean()
    months = chosen.groupby(["month", "pillar"], as_index=False)["completion"].mean()
    return (
        [html.H2(f"{row.pillar} {row.completion:.1%}") for row in pillars.itertuples()],
        px.bar(pillars, x="pillar", y="completion"),
        px.bar(counties.groupby("region", as_index=False)["completion"].mean(), x="region", y="completion"),
        px.pie(now, names="status"),
        px.line(months, x="month", y="completion", color="pillar"),
        now[COLUMNS].to_dict("records"),
    )
