"""Bringing a database to the shape that this version expects."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, select

from dashboard.storage import schema


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def upgrade(connection: Connection) -> None:
    """Create or upgrade all tables within the connection's transaction."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.scalar(select(schema.site.c.id)) is None:
        connection.execute(insert(schema.site).values(id=1, revision=0))


def is_current(connection: Connection) -> bool:
    """Whether the database has the shape that this version expects."""
    heads = set(ScriptDirectory.from_config(_config()).get_heads())
    return set(MigrationContext.configure(connection).get_current_heads()) == heads
