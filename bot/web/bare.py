"""A source without its comments and its indents: they are for who works on the page, and a sixth of what it weighs.

Comments that have their lines to themselves go, and their lines with them; within a line only types do. Our sources are
formatted: no string has any of it, and where a template runs over several lines the white space there means nothing.
"""

from __future__ import annotations

import re

_BLOCK = re.compile(r"^[ \t]*/\*(?:[^*]|\*(?!/))*\*/[ \t]*$", re.MULTILINE)
_LINE = re.compile(r"^[ \t]*//.*$", re.MULTILINE)
_TYPE = re.compile(r"/\*\* @(?:[^*]|\*(?!/))*\*/ ?")
_BLANK = re.compile(r"^\s+", re.MULTILINE)


def bare(source: str) -> str:
    """JavaScript or CSS of ours, to be served."""
    return _BLANK.sub("", _TYPE.sub("", _LINE.sub("", _BLOCK.sub("", source))))
