"""Tables in Markdown: medians over the rounds, how far the rounds lie apart, ratios."""

from collections.abc import Callable, Iterable, Sequence
from statistics import median

from tests.bench.subject import IN_FLIGHT, TAPPED_AT, Result

Results = dict[str, list[Result]]

NAMES = {
    "send plain": "plain aiohttp + orjson",
    "send ready": "our transport, ready bytes",
    "send ptb on ours": "PTB's Bot on our transport",
    "send ptb": "PTB as it comes (httpx)",
    "send aiogram": "aiogram 3",
    "push ours": "BuildSpeak: due, claim, render, send, settle",
    "tap plain": "plain aiohttp + orjson, no database",
    "tap ours": "BuildSpeak: route, read, write, view, answer + edit",
    "poll ours": "BuildSpeak, the same over long polling",
    "tap ptb": "PTB as it comes: answer + edit, no database",
    "tap aiogram": "aiogram 3: answer + edit, no database",
    "poll aiogram": "aiogram 3, the same over long polling",
}
_AT = str(TAPPED_AT)


def sends(results: Results) -> str:
    """The bare send loop at each number in flight, with the ratio to plain aiohttp."""
    head = ["bare send loop, no database", *(f"at {n} in flight" for n in IN_FLIGHT), "CPU µs a send", "peak memory"]
    rows = []
    for name in _named("send", results):
        cells = []
        for at in map(str, IN_FLIGHT):
            ratio = rate(results[name], at) / rate(results["send plain"], at)
            cells.append(f"{_rate(results[name], at)} ({ratio:.2f})")
        rows.append([NAMES[name], *cells, f"{cpu(results[name], _AT):,.0f}", _memory(results[name])])
    return _table(head, rows)


def pushes(results: Results) -> str:
    """The whole pipeline against the others' bare loops of the same rounds."""
    head = ["push, 64 in flight", "pushes/s", "CPU µs a push", "peak memory", "BuildSpeak : this, by rate", "by CPU"]
    names = ["push ours", *_named("send", results)]
    return _table(head, [[*_common(name, results), *_ratios("push ours", name, results)] for name in names])


def taps(results: Results) -> str:
    """Taps at 64 in flight; latency at half of each one's own rate."""
    head = ["tap, 64 in flight", "updates/s", "CPU µs a tap", "peak memory", "p50 / p99 at half", "by rate", "by CPU"]
    rows = []
    for name in [*_named("tap", results), *_named("poll", results)]:
        latencies = [result.latency for result in results[name] if result.latency]
        p50, p99 = (median(x) for x in zip(*latencies, strict=True)) if latencies else (0.0, 0.0)
        latency = f"{p50:.1f} / {p99:.1f} ms" if latencies else ""
        base = "poll ours" if name.startswith("poll") else "tap ours"
        rows.append([*_common(name, results), latency, *_ratios(base, name, results)])
    return _table(head, rows)


def rate(results: Sequence[Result], at: str) -> float:
    """Median pieces a second."""
    return median(result.rates[at].per_second for result in results)


def cpu(results: Sequence[Result], at: str) -> float:
    """Median microseconds of CPU a piece."""
    return median(result.rates[at].cpu_us for result in results)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    return _table(head, rows)


def _named(kind: str, results: Results) -> list[str]:
    return [name for name in results if name.startswith(kind)]


def _common(name: str, results: Results) -> list[str]:
    mine = results[name]
    return [NAMES[name], _rate(mine, _AT), f"{cpu(mine, _AT):,.0f}", _memory(mine)]


def _ratios(ours: str, name: str, results: Results) -> list[str]:
    if ours not in results:
        return ["", ""]
    by_rate = rate(results[ours], _AT) / max(rate(results[name], _AT), 1e-9)
    by_cpu = cpu(results[name], _AT) / cpu(results[ours], _AT)
    return [f"{by_rate:.2f}", f"{by_cpu:.2f}"]


def _rate(results: Sequence[Result], at: str) -> str:
    """Median, spread and, where there were any, failures."""
    per_second = [result.rates[at].per_second for result in results]
    middle = median(per_second)
    spread = (max(per_second) - min(per_second)) / 2 / middle * 100 if middle else 0
    failed = sum(result.rates[at].failed for result in results)
    return f"{middle:,.0f} ± {spread:.0f} %" + (f", {failed} failed" if failed else "")


def _memory(results: Sequence[Result]) -> str:
    return f"{median(result.memory_mb for result in results):.0f} MB"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    align: Callable[[int], str] = lambda index: "---" if index == 0 else "---:"  # noqa: E731
    lines = [head, [align(index) for index in range(len(head))], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
