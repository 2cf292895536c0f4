"""Runs the steps on the connection that the caller opened, inside its transaction."""

from alembic import context

from dashboard.storage.whole_schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,  # the caller's transaction holds everything
)
context.run_migrations()
