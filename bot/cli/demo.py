"""`buildspeak demo`: the whole bot on this machine, in a page or in the terminal, without a token."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import click

from bot.cli.process import read_place, run_async, told_to_stop
from content import EPISODES


@click.command(short_help="Try it here, without a token.", epilog="Example: buildspeak demo --tour")
@click.option("--tour", is_flag=True, help="Play a reader's first minute in the terminal and end.")
@click.option("--open/--no-open", "browse", default=True, help="Open the page where there is a browser.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The page's port on 127.0.0.1; any free one.")
@click.option(
    "--episodes",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=EPISODES,
    help="The folder of episodes to serve; by default the bundled ones.",
)
@click.option("--feed", "sources", multiple=True, help="A daily source to publish from, as DAILY_FEED_URL has it.")
def demo(*, tour: bool, browse: bool, port: int, episodes: Path, sources: tuple[str, ...]) -> None:
    """Run the whole bot against a sandbox on this machine, with a chat page: no token, nothing kept."""
    from bot.cli.logs import set_up_logging

    set_up_logging("WARNING", secrets=[])
    try:
        run_async(_tour(episodes) if tour else _demo(episodes, sources, browse=browse, port=port))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise click.ClickException(f"port {port} is taken; choose another, or leave --port out") from None


async def _demo(episodes: Path, sources: tuple[str, ...], *, browse: bool, port: int) -> None:
    from bot.app.demo import DailyFeed, running_demo

    stop, place = told_to_stop(), read_place()
    feed = DailyFeed(sources, place.fetch_allowed)
    click.echo("Starting the real bot on this machine, without a token: a few seconds.")
    click.echo("正在这台电脑上启动真正的机器人，不用令牌：几秒钟。")
    async with running_demo(episodes, lexicon=place.lexicon, voice=place.voice, port=port, feed=feed) as running:
        click.echo(f"\n  {running.address}\n")
        click.echo("The demo is there. Only this machine can reach it, and nothing of it is kept; Ctrl-C ends it.")
        click.echo("用浏览器打开上面的地址。只有这台电脑能打开，什么都不留；按 Ctrl-C 结束。")
        if not (browse and _open(running.address)):
            click.echo("To see a reader's first minute here in the terminal: buildspeak demo --tour")
            click.echo("想在终端里看读者的第一分钟：buildspeak demo --tour")
        await stop.wait()


def _open(address: str) -> bool:
    """Open a page in the person's browser; False where there is no one, or no screen, to open it for."""
    import webbrowser

    if not sys.stdout.isatty() or os.environ.get("CI"):
        return False
    if sys.platform not in ("win32", "darwin") and not {"DISPLAY", "WAYLAND_DISPLAY", "BROWSER"} & os.environ.keys():
        return False  # what would be found is a text browser, which would take this terminal
    return webbrowser.open(address)


async def _tour(episodes: Path) -> None:
    from bot.app.demo import running_demo
    from bot.cli.tour import play

    async with running_demo(episodes) as running:
        await play(running, click.echo)
