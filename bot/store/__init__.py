"""All SQL: one class a noun, the queries of a noun in the `.sql` file beside it, model values returned."""

from bot.store.store import Store, open_store
from bot.store.unusable import Unusable, told

__all__ = ["Store", "Unusable", "open_store", "told"]
