"""The steps of the tables lead to exactly what the schema says."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from dashboard.services.site import Site
from dashboard.storage import upgrading
from dashboard.storage.database import reading, writing
from dashboard.storage.whole_schema import metadata


def test_the_upgraded_database_equals_the_schema(site: Site) -> None:
    with reading(site.engine) as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
        assert differences == []
        assert upgrading.is_current(connection)
        assert upgrading.has_expected_shape(connection)


def test_upgrading_again_changes_nothing(site: Site) -> None:
    for _ in range(2):
        with writing(site.engine) as connection:
            upgrading.upgrade(connection)
    with reading(site.engine) as connection:
        assert upgrading.is_current(connection)
