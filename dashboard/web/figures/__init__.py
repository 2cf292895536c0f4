"""View model → Plotly figure, as plain dictionaries: a go.Figure costs a thousand times as much."""
