"""All SQL: one class a noun, its queries in the `.sql` file beside it. It may import `vocabulary` and `model`."""

from bot.store.store import Store, bring_up, is_behind, open_store
from bot.store.unusable import Unusable, passing, told

__all__ = ["Store", "Unusable", "bring_up", "is_behind", "open_store", "passing", "told"]
