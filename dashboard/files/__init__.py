"""File formats: the only place that knows how bytes of office files become tables, and tables become bytes."""
