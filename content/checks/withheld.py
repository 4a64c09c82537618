"""What stands in the place of a translation that is in doubt, where nobody could say whether it is right."""

WITHHELD = "（这一段的译文有疑问，还在核对，先请看英文。）"
"""Shown to readers as the Chinese of the segment until someone gives it another."""


def is_withheld(chinese: str) -> bool:
    """Whether the Chinese only says that there is none yet."""
    return chinese == WITHHELD
