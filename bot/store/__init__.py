"""All SQL: one class a noun, its queries in the `.sql` file beside it. It may import `vocabulary` and `model`."""

from bot.store.store import Store, open_store
from bot.store.unusable import Unusable, told

__all__ = ["Store", "Unusable", "open_store", "told"]
