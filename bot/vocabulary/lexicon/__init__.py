"""The lexicon: a general English–Chinese dictionary that the operator bakes with `buildspeak lexicon`.

Nothing of it is in the repository. Two packages are fetched by name and hash, cut down to the words that a reader
meets, and written to one SQLite file that the bot opens read-only. Without that file the bot works all the same.
"""

from bot.vocabulary.lexicon.entry import Entry, Level
from bot.vocabulary.lexicon.lexicon import Lexicon, LexiconError, open_lexicon

__all__ = ["Entry", "Level", "Lexicon", "LexiconError", "open_lexicon"]
