"""Every way in which Python tells of an error, and the token in none of them."""

import subprocess
import sys

import pytest

from bot.sandbox.world import World

TOKEN = World().token

WAYS = {
    "an error that nobody caught": "raise ValueError(said)",
    "its cause": """
try:
    raise OSError(said)
except OSError as error:
    raise RuntimeError("no connection") from error
""",
    "a group of errors": "raise ExceptionGroup('several', [ValueError(said), OSError(said)])",
    "a note on an error": """
error = ValueError("no")
error.add_note(said)
raise error
""",
    "an error of a thread": """
import threading
def work(): raise ValueError(said)
thread = threading.Thread(target=work); thread.start(); thread.join()
""",
    "an error of a destructor": """
class Held:
    def __del__(self): raise ValueError(said)
held = Held(); del held
""",
    "a warning": "import warnings; warnings.simplefilter('always'); warnings.warn(said)",
    "a task that nobody awaited": """
async def fail(): raise ValueError(said)
async def main():
    task = asyncio.create_task(fail()); await asyncio.sleep(0.01); del task
asyncio.run(main())
""",
    "an error of a callback": """
def fail(): raise ValueError(said)
async def main():
    asyncio.get_running_loop().call_soon(fail); await asyncio.sleep(0.01)
asyncio.run(main())
""",
    "a session that was never closed": """
import aiohttp
async def main():
    session = aiohttp.ClientSession(base_url=said, headers={"x": token}); del session
asyncio.run(main())
logging.warning(said)
""",
    "a line of the log": "logging.getLogger('some.library').warning('at %s', said)",
    "an exception in the log": """
try:
    raise ValueError(said)
except ValueError:
    logging.exception("failed")
""",
    "a line whose arguments do not fit": "logging.warning('at %d', said)",
    "a line with the token as its only argument": "logging.warning('%s %s', said)",
    "the stack in the log": "logging.warning('here %s', said, stack_info=True)",
    "an address with the token encoded": "logging.warning('at %s', urllib.parse.quote(said, safe=''))",
    "a representation": "logging.warning('at %r', [said, token])",
    "the part after the number": "logging.warning('secret %s', token.partition(':')[2])",
    "a log handler of a library on its own": "logging.getLogger('httpx').error(said)",
}


@pytest.mark.parametrize("way", WAYS)
def test_the_token_is_in_none_of_the_ways_in_which_an_error_is_told(way: str) -> None:
    script = f"""
import asyncio, logging, sys, urllib.parse
from bot.cli.logs import set_up_logging
token = sys.argv[1]
said = f"https://api.telegram.org/bot{{token}}/getMe"
set_up_logging("INFO", secrets=[token, token.partition(":")[2]])
{WAYS[way]}
"""
    done = subprocess.run(
        [sys.executable, "-c", script, TOKEN], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr, "nothing was told at all"
    assert TOKEN not in done.stderr + done.stdout
    assert TOKEN.partition(":")[2] not in done.stderr + done.stdout


def test_a_short_password_does_not_star_the_log() -> None:
    script = """
import logging
from bot.cli.logs import set_up_logging
set_up_logging("INFO", secrets=["any", ""])
logging.warning("many words of any kind")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr.endswith("many words of any kind\n")


def test_a_log_that_nobody_reads_any_more_ends_nothing() -> None:
    script = """
import logging, os, sys
from bot.cli.logs import set_up_logging
set_up_logging("INFO", secrets=[])
os.close(2)
logging.warning("nobody hears this")
print("still here")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "still here\n"


def test_a_job_that_ends_because_the_bot_stops_is_no_error() -> None:
    script = """
import asyncio, logging
from bot.cli.logs import set_up_logging
set_up_logging("INFO", secrets=[])
log = logging.getLogger("apscheduler.executors.default")
for error in (asyncio.CancelledError(), ValueError()):
    try:
        raise error
    except BaseException:
        log.exception("Job ended by %r", error)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert "CancelledError" not in done.stderr
    assert "Job ended by ValueError()" in done.stderr
