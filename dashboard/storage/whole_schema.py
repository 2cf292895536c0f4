"""All tables together, for the steps that lead to them."""

from __future__ import annotations

from dashboard.storage import access_schema, reporting_schema, schema, trail_schema

metadata = schema.metadata
PARTS = (schema, reporting_schema, access_schema, trail_schema)
