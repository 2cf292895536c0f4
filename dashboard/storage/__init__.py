"""SQLAlchemy Core: rows in, domain objects out. The only place that knows SQL."""
