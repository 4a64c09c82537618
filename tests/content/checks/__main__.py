"""`python -m tests.content.checks` prints what the checks find, doubt in vain, and see of text cut short."""

from tests.content.checks import cut, score

if __name__ == "__main__":
    print(score.table(), cut.table(), sep="\n\n")  # noqa: T201
