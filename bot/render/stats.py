"""Statistics in words: calm figures, the caption of the chart."""

from __future__ import annotations

from bot.locales import Words
from bot.model.review import Figures
from bot.render.buttons.review import Review
from bot.render.buttons.vocabulary import Vocabulary
from bot.render.view import Key, View, row


def stats_card(figures: Figures, words: Words, *, reviews: int, retention: float | None, today: int, week: int) -> View:
    """Terms, the last thirty days, and the seven ahead. `retention` is a share from 0 to 1, None without reviews."""
    say = words.review
    share = "—" if retention is None else f"{retention:.0%}"
    lines = [
        say.stats_title,
        say.stats_terms.format(terms=figures.terms, fresh=figures.fresh, firm=figures.firm, known=figures.known),
        say.stats_reviews.format(reviews=reviews, retention=share),
        say.stats_ahead.format(today=today, week=week),
        "",
        f"<i>{say.stats_chart}</i>",
    ]
    review = say.review.format(n=today) if today else say.review_plain
    return View("\n".join(lines), (row(Key(review, Review()), Key(words.vocabulary, Vocabulary(0))),))
