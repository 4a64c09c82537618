"""`python -m tests.page` checks the page's sources; `python -m tests.page format` puts them in order."""

import sys

from tests.page.tools import STYLE, TYPES, ToolsMissing, said


def main() -> int:
    """0 where nothing is wrong, and where the tools are not to be had."""
    wanted = ((*STYLE[:2], "--write", *STYLE[2:]),) if sys.argv[1:] == ["format"] else (STYLE, TYPES)
    try:
        faults = [fault for tool in wanted if (fault := said(tool))]
    except ToolsMissing as missing:
        sys.stderr.write(f"the page's sources are not checked: {missing}\n")
        return 0
    sys.stderr.write("\n".join(faults))
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
