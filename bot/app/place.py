"""Where what must last is, which every command asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from bot.app.variables import read_as, yes_or_no
from content import EPISODES
from content.episode.episode import LEAD_ORDER, Kind

BUNDLED_EPISODES = EPISODES
_POSTGRESQL = ("postgresql://", "postgres://")


def _database(text: str) -> str:
    if not text.startswith(("sqlite:///", *_POSTGRESQL)):
        raise ValueError("must begin with sqlite:/// or postgresql://")
    return text


def _server(text: str) -> str:
    if not text.startswith(_POSTGRESQL):
        raise ValueError("must begin with postgresql://")
    return text


def _folder(text: str) -> Path:
    if not Path(text).is_dir():
        raise ValueError(f"is not a folder: {text}")
    return Path(text)


def _order(text: str) -> tuple[Kind, ...]:
    """Kinds that are not named come after those that are."""
    named = text.replace(",", " ").split()
    if len(set(named)) < len(named) or not set(named) <= set(LEAD_ORDER):
        raise ValueError(f"is no order of {', '.join(LEAD_ORDER)}")
    return (*(Kind(each) for each in named), *(kind for kind in LEAD_ORDER if kind not in named))


def _addresses(text: str) -> frozenset[tuple[str, int]]:
    pairs = (part.rpartition(":") for part in text.replace(",", " ").split())
    try:
        return frozenset((host, int(port)) for host, _, port in pairs)
    except ValueError:
        raise ValueError("must be hosts with their ports, like feeds.lan:8080, separated by commas") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where what must last is: the database, and files. In the addresses there may be passwords."""

    data_dir: Annotated[Path, Path] = Path("data")
    database_url: Annotated[str | None, _database] = field(default=None, repr=False)
    database_direct_url: Annotated[str | None, _server] = field(default=None, repr=False)
    episodes_dir: Annotated[Path | None, _folder] = None
    bundled_episodes: Annotated[bool, yes_or_no] = True
    lead_order: Annotated[tuple[Kind, ...], _order] = LEAD_ORDER
    fetch_allowed: Annotated[frozenset[tuple[str, int]], _addresses] = frozenset()

    @property
    def library(self) -> Path:
        """The operator's own episodes: EPISODES_DIR, or a folder in DATA_DIR."""
        return self.episodes_dir or self.data_dir / "episodes"

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where episodes are served from, bundled ones included unless they are switched off."""
        return (BUNDLED_EPISODES, self.library) if self.bundled_episodes else (self.library,)

    @property
    def has_store(self) -> bool:
        """Whether there may be something in the store: a file that is not there has nothing."""
        return not self.store_url.startswith("sqlite:///") or Path(self.store_url.removeprefix("sqlite:///")).exists()

    @property
    def lexicon(self) -> Path:
        """Where `buildspeak lexicon` puts the lexicon, and where the bot looks for it."""
        return self.data_dir / "lexicon.db"

    @property
    def forgotten(self) -> Path:
        """Where the list of who was forgotten stands apart from the database."""
        return self.data_dir / "forgotten.txt"

    @property
    def voice(self) -> Path:
        """Where `buildspeak voice` puts what speaking on this machine needs."""
        return self.data_dir / "voice"

    @property
    def store_url(self) -> str:
        """DATABASE_URL, or a file in DATA_DIR."""
        return self.database_url or f"sqlite:///{self.data_dir / 'buildspeak.db'}"

    @property
    def server_url(self) -> str:
        """Where one connection is needed for long, past any pooler."""
        return self.database_direct_url or self.store_url


def read_place(environment: Mapping[str, str]) -> Place:
    """Where an environment says that the bot's memory is; no token is needed. Raises ConfigError."""
    return read_as(Place, environment)
