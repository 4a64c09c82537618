"""All SQL: one class a noun, the queries of a noun in the `.sql` file beside it, model values returned."""

from bot.store.store import Store, open_store

__all__ = ["Store", "open_store"]
