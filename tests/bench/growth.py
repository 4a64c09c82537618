"""How it grows."""

from collections.abc import Callable


def tables(*, quick: bool, say: Callable[[str], None]) -> list[str]:
    """Tables."""
    return []
