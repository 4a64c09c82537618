"""`python -m tests.content.checks` prints what the checks find and what they doubt in vain."""

from tests.content.checks.score import table

if __name__ == "__main__":
    print(table())  # noqa: T201
