-- name: tables_in_sqlite()$
SELECT COUNT(*) FROM sqlite_master WHERE name = 'alembic_version'

-- name: tables_in_postgresql()$
-- In the schema that is searched: a rehearsal has one of its own.
SELECT CAST(to_regclass('alembic_version') IS NOT NULL AS INTEGER)

-- name: revision()$
SELECT version_num FROM alembic_version

-- name: compatible_since()$
-- The oldest version that runs on it.
SELECT value FROM facts WHERE name = 'schema.compatible_since'
