"""Every word that the bot says, in Chinese and English. It may import `model` and `vocabulary`."""

from bot.locales.en import EN
from bot.locales.words import Words, plural
from bot.locales.zh import ZH
from bot.model.chat import Language

__all__ = ["WORDS", "Words", "plural"]

WORDS: dict[Language, Words] = {Language.ZH: ZH, Language.EN: EN}
