"""Where terms stand in many texts, asked term by term, is what a text says of itself at once."""

from hypothesis import given
from hypothesis import strategies as st

from bot.vocabulary.headwords import Standing, candidates

WORDS = st.sampled_from(
    [
        "the",
        "a",
        "web",
        "caches",
        "black",
        "holes",
        "hole",
        "well-known",
        "LLMs",
        "it's",
        ",",
        "/",
        "\n",
        "RAG",
        "to",
        "CI/CD",
        "a/b",
    ]
)
TEXTS = st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=3)


@given(TEXTS)
def test_both_ways_find_the_same(texts: list[str]) -> None:
    standing, said = Standing(texts), [candidates(text) for text in texts]
    for key in {key for found in said for key in found} | {"black", "nothing", "", "ci/cd", "a/b", "b ci/cd"}:
        assert standing.find(key) == {number: found[key] for number, found in enumerate(said) if key in found}
