"""Which headwords are one term, as a person would group them, and where a term stands in a text."""

from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.vocabulary.headwords import Standing, candidates, identity, occurrences
from tests.kit.samples import SEED, needs
from tests.kit.sources import read_source

ONE_TERM = """
    black holes = black hole; Black-Hole = black hole; models = model; scaled = scale; computed = compute; LLMs = LLM
    trained = train; embedded = embed; compressed = compress; controlled = control; cached = cache; parsed = parse
    queued = queue; deployed = deploy; applied = apply; merged = merge; changed = change; limited = limit
    triggered = trigger; monitored = monitor; compared = compare; measured = measure; defined = define; stored = store
    scheduled = schedule; decoded = decode; upgraded = upgrade; typed = type; required = require; used = use
    losses = loss; biases = bias; databases = database; batches = batch; caches = cache; queries = query; sizes = size
    GPUs = gpu; indices = index; matrices = matrix; criteria = criterion; demos = demo; heroes = hero; schemas = schema
    the web = web; fine‑tuned = fine tune; labelled = label; rescaled = rescale; evaluated = evaluate; wrote = write
    handled = handle; crawled = crawl; fetched = fetch; shared = share; planned = plan; installed = install
    OpenAI’s = OpenAI; spherical cows = spherical cow; neural networks = Neural network; hypotheses = hypothesis
"""
APART = """
    left = leave; data = datum; physics = physic; bias = bia; loss = los; lost = loss; weights = weight; US = us
    leaves = leaf; training = train; planed = planned; hoped = hopped; LED = led; RAG = rag; it = IT; REST = rest
    means = mean; news = new; lens = len; series = serie; thought = think; analytics = analytic; people = person
    status = statu; redis = redi; kubernetes = kubernete; need = ne; speed = spe; embed = emb; goods = good
    universe = university; policy = police; basis = base; species = specy; process = proces; ios = io; css = cs
"""


def pairs(text: str) -> list[tuple[str, str]]:
    lines = [pair for line in text.strip().split("\n") for pair in line.split(";")]
    return [(left.strip(), right.strip()) for left, right in (pair.split("=") for pair in lines)]


@pytest.mark.parametrize(("seen", "headword"), pairs(ONE_TERM))
def test_forms_of_one_term_share_its_identity(seen: str, headword: str) -> None:
    assert identity(seen) == identity(headword)


@pytest.mark.parametrize(("one", "other"), pairs(APART))
def test_different_terms_stay_apart(one: str, other: str) -> None:
    assert identity(one) != identity(other)


def test_a_term_that_is_stored_is_found_under_its_key_for_ever() -> None:
    """A rule that changes a key asks for a migration that computes those of every reader anew."""
    lines = Path(__file__).with_name("recorded_keys.tsv").read_text("utf-8").splitlines()
    recorded = dict(line.split("\t") for line in lines)
    assert {headword: identity(headword) for headword in recorded} == recorded


latin = st.text("abdeginrstuy", min_size=1, max_size=9)


@given(latin, latin)
def test_spaces_hyphens_and_capitals_make_no_difference(one: str, other: str) -> None:
    assert identity(f" {one}-{other}") == identity(f"{one.capitalize()}   {other} ")


@given(st.text(max_size=40))
def test_any_text_has_an_identity_and_can_be_searched(text: str) -> None:
    assert isinstance(identity(text), str)
    assert all(start < end for start, end in occurrences(text, text))


@given(
    st.lists(st.sampled_from(["Scaling", "laws", "black", "holes", "C++", "GPT-4", "—", "don't", "and"]), max_size=12)
)
def test_every_candidate_is_where_it_says(words: list[str]) -> None:
    text = " ".join(words)
    for key, (start, end) in candidates(text).items():
        assert identity(text[start:end]) == key


@pytest.mark.parametrize(
    ("headword", "text", "found"),
    [
        ("scale", "Scaling laws: we scaled; scale it, it scales. Upscale.", ["Scaling", "scaled", "scale", "scales"]),
        ("black hole", "Black holes, a black-hole, a blackhole.", ["Black holes", "black-hole"]),
        ("C++", "We use C++ and C#.", ["C++"]),
        ("LLM", "LLMs are LLM's kin.", ["LLMs", "LLM's"]),
        ("plan", "We were planning; it planned.", ["planning", "planned"]),
        ("CI/CD", "CI/CD, a CI-CD, a CI job.", ["CI/CD", "CI-CD"]),
        ("A/B test", "We ran A/B tests; a test.", ["A/B tests"]),
        ("US", "Tell us about the US.", ["US"]),
        ("compute", "Nothing here.", []),
    ],
)
def test_a_term_is_found_in_all_its_forms(headword: str, text: str, found: list[str]) -> None:
    assert [text[slice(*span)] for span in occurrences(headword, text)] == found


@pytest.mark.parametrize("headword", ["CI/CD", "A/B test", "I/O", "24/7", "read/write head"])
def test_a_saved_term_with_a_slash_is_met_again(headword: str) -> None:
    text = f"Nobody here has a {headword}."
    assert candidates(text)[identity(headword)] == (18, 18 + len(headword))
    assert Standing([text]).find(identity(headword)) == {0: (18, 18 + len(headword))}


@needs(SEED)
def test_the_terms_of_a_real_page_are_grouped_as_a_person_would() -> None:
    glosses = [gloss for segment in read_source(SEED).segments for gloss in segment.glosses]
    groups = defaultdict(set)
    for gloss in glosses:
        groups[identity(gloss.headword)].add(gloss.headword.casefold())
    assert len(glosses) >= 200
    assert sorted(sorted(group) for group in groups.values() if len(group) > 1) == [
        ["black hole", "black holes"],
        ["computer", "computers"],
        ["language model", "language models"],
        ["llm", "llms"],
    ]
