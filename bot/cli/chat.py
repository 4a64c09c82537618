"""`buildspeak chat ID`: what a reader's chat saw, for whoever has a complaint to answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from bot.cli.process import in_one_sentence, read_place, run_async

if TYPE_CHECKING:
    from bot.model.delivery import Delivery
    from bot.model.subscription import Subscription
    from bot.store import Store

Line = tuple[datetime, str, str]
"""When, what kind of thing, and what."""

_ROWS = 1000


@click.command(short_help="Show what a chat saw in the last days.", epilog="Example: buildspeak chat 123456 --days 3")
@click.argument("chat_id", type=int)
@click.option("--days", type=click.IntRange(1, 90), default=14, show_default=True, help="How far back.")
def chat(chat_id: int, days: int) -> None:
    """Show deliveries, changes of settings, errors and reading of the chat CHAT_ID, in order; times in UTC.

    Nothing that its readers wrote or saved is shown. An error names its update, like u123, and so does every line of
    the log about it.
    The id of a group or channel is negative: put -- before it.
    """
    url = read_place().server_url
    with in_one_sentence():
        run_async(_show(url, chat_id, datetime.now(UTC) - timedelta(days=days)))


async def _show(url: str, wanted: int, since: datetime) -> None:
    from bot.model.chat import ChatId
    from bot.store import open_store

    async with open_store(url) as store:
        subscription = await store.subscriptions.get(ChatId(wanted))
        if subscription is None:
            raise click.ClickException(f"Nothing is known of chat {wanted}: it never wrote, or was forgotten.")
        head = _head(subscription, await store.terms.count(subscription.chat_id))
        lines = sorted(await _lines(store, subscription, since))
    click.echo(head)
    for at, what, told in lines:
        click.echo(f"{at:%Y-%m-%d %H:%M:%S}  {what:<9} {told}")
    if not lines:
        click.echo(f"nothing since {since:%Y-%m-%d %H:%M}")


async def _lines(store: Store, subscription: Subscription, since: datetime) -> list[Line]:
    chat_id = subscription.chat_id
    rows = [row for row in await store.deliveries.listed(chat_id, None, _ROWS) if row.updated_at >= since]
    places = await store.progress.since(chat_id, since)
    ids = {row.episode_id for row in rows} | {place.episode_id for _, place in places}
    listings = [await store.episodes.get(episode_id) for episode_id in ids]
    titles = {listing.id: listing.title for listing in listings if listing}
    return [
        *((row.updated_at, "delivery", f"{_told(row)}: {titles.get(row.episode_id, '')}") for row in rows),
        *((at, "read", f"as far as {place.index + 1} of {titles.get(place.episode_id, '')}") for at, place in places),
        *((trace.at, trace.what.value, trace.detail) for trace in await store.traces.of_chat(chat_id, since)),
    ]


def _head(subscription: Subscription, terms: int) -> str:
    due = subscription.next_due_at
    paused = f", paused until {subscription.paused_until:%Y-%m-%d %H:%M}" if subscription.paused_until else ""
    return (
        f"chat {subscription.chat_id}: {subscription.standing.value} since "
        f"{subscription.since:%Y-%m-%d %H:%M}{paused}; "
        f"{subscription.zone} at {subscription.minute // 60:02}:{subscription.minute % 60:02}, "
        f"{subscription.language.value}, {subscription.mode.value}; {terms} terms; "
        f"next due {f'{due:%Y-%m-%d %H:%M}' if due else 'never'}"
    )


def _told(row: Delivery) -> str:
    told = [f"of {row.local_date} {row.status.value}"]
    told += [f"as message {row.message_id}"] if row.message_id else []
    told += ["late"] if row.late else []
    told += [f"{row.attempts} tries"] if row.attempts > 1 else []
    return ", ".join([*told, *([row.error] if row.error else [])])
