-- name: tables_in_sqlite()$
SELECT COUNT(*) FROM sqlite_master WHERE name = 'alembic_version'

-- name: tables_in_postgresql()$
SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'alembic_version'

-- name: revision()$
SELECT version_num FROM alembic_version
