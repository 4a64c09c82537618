"""Alembic's entry: it is handed the connection by `migrate` and runs every step in one transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
