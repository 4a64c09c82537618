"""What the rooms count, as Prometheus reads it. The only module that knows its library; nothing by chat or reader."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric

from bot.delivery.courier import Courier
from bot.edge.receiving import Receiving
from bot.edge.reply import Reply
from bot.model.clock import Clock
from bot.model.timing import Timing
from bot.store import Store
from bot.store.figures import Backlog

MEDIA_TYPE = CONTENT_TYPE_LATEST

_PATIENCE = 2.0
_STANDINGS_KEPT = 600.0
"""Seconds: to count all readers, all of them are looked at."""


@dataclass(slots=True)
class Metrics:
    """Reads the counters of the running bot."""

    store: Store
    courier: Courier
    receiving: Receiving
    reply: Reply
    errors: Mapping[str, int]
    clock: Clock
    _process: ProcessCollector = field(default_factory=lambda: ProcessCollector(registry=CollectorRegistry()))
    _counted: tuple[datetime, Mapping[str, int]] | None = None

    async def text(self) -> bytes:
        """In Prometheus's own format."""
        backlog = feed = None
        standings: Mapping[str, int] = {}
        try:
            async with asyncio.timeout(_PATIENCE):
                backlog = await self.store.figures.backlog(self.clock())
                feed = await self.store.facts.get("feed.changed")
                standings = await self._standings()
        except Exception:  # whatever is wrong with it: that it does not answer is what the figures are to say
            backlog = None
        families = [
            *self._rooms(),
            *self._stored(backlog, feed, standings),
            *self._process.collect(),
        ]
        return generate_latest(_Families(families))

    def _rooms(self) -> Iterator[Metric]:
        intake, courier, sending = self.receiving.intake, self.courier, self.courier.sending
        yield _timings(
            "buildspeak_update_seconds", "From an update's arrival to its end, by kind", intake.times, "kind"
        )
        yield _counter("buildspeak_updates_turned_away", "Updates that were too many of one chat", intake.turned_away)
        yield _gauge("buildspeak_updates_in_hand", "Updates fetched and not handled yet", intake.in_hand)
        yield _counters("buildspeak_errors", "Errors that nobody expected, by their class", self.errors, "error")
        yield _counters("buildspeak_deliveries", "Digests by how their sending ended", courier.outcomes, "outcome")
        yield _timing("buildspeak_push_seconds", "What Telegram takes to answer a push", sending.took)
        yield _timing("buildspeak_lateness_seconds", "By how much digests left after their time", sending.lateness)
        yield _gauge("buildspeak_deliveries_in_flight", "Digests on their way", courier.in_flight)
        yield _gauge("buildspeak_sending_held", "1 while Telegram does not answer and nothing is sent", courier.held)
        yield _counter("buildspeak_too_many_requests", "429s that Telegram answered", self.reply.refusals)
        yield _counter("buildspeak_edits_lost", "Cards that did not turn since nobody answered", self.reply.edits.lost)
        if courier.last_tick is not None:
            at = courier.last_tick.timestamp()
            yield _gauge("buildspeak_last_tick_timestamp_seconds", "When the last look at who is due began", at)
        yield _timings("buildspeak_database_seconds", "Time in the database", self.store.database.times, "use")

    def _stored(self, backlog: Backlog | None, feed: str | None, standings: Mapping[str, int]) -> Iterator[Metric]:
        yield _gauge("buildspeak_database_up", "Whether the database answers", backlog is not None)
        if backlog is None:
            return
        age = (self.clock() - backlog.oldest).total_seconds() if backlog.oldest else 0
        yield _gauge("buildspeak_deliveries_due", "Digests that are due and not under way", backlog.due)
        yield _gauge("buildspeak_oldest_due_seconds", "How long the oldest of them has been due", age)
        yield _gauge("buildspeak_deliveries_parked", "Digests that may or may not have arrived", backlog.parked)
        if feed is not None:
            age = (self.clock() - datetime.fromisoformat(feed)).total_seconds()
            yield _gauge("buildspeak_feed_age_seconds", "Since the feed last brought something new", age)
        family = GaugeMetricFamily("buildspeak_chats", "Chats by how they stand", labels=["standing"])
        for standing, count in standings.items():
            family.add_metric([standing], count)
        yield family

    async def _standings(self) -> Mapping[str, int]:
        now = self.clock()
        if self._counted is None or (now - self._counted[0]).total_seconds() > _STANDINGS_KEPT:
            found = await self.store.subscriptions.standings()
            self._counted = now, {standing.value: count for standing, count in found.items()}
        return self._counted[1]


class _Families(CollectorRegistry):
    """What was collected already."""

    def __init__(self, families: Iterable[Metric]) -> None:
        super().__init__()
        self._families = tuple(families)

    def collect(self) -> Iterator[Metric]:
        yield from self._families


def _gauge(name: str, said: str, value: float) -> Metric:
    return GaugeMetricFamily(name, said, value=float(value))


def _counter(name: str, said: str, value: int) -> Metric:
    return CounterMetricFamily(name, said, value=value)


def _counters(name: str, said: str, values: Mapping[str, int], label: str) -> Metric:
    family = CounterMetricFamily(name, said, labels=[label])
    for kind, value in sorted(values.items()):
        family.add_metric([kind], value)
    return family


def _timing(name: str, said: str, timing: Timing) -> Metric:
    return HistogramMetricFamily(name, said, buckets=timing.up_to, sum_value=timing.total)


def _timings(name: str, said: str, timings: Mapping[str, Timing], label: str) -> Metric:
    family = HistogramMetricFamily(name, said, labels=[label])
    for kind, timing in sorted(timings.items()):
        family.add_metric([kind], timing.up_to, timing.total)
    return family
