"""Alembic's entry: it runs on the connection that `models.library.migration` hands it."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
