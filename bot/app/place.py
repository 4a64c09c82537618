"""Where what must last is, which every command asks for: from the environment, whose faults are all told at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError, field_validator

from content import EPISODES
from content.episode.episode import LEAD_ORDER, Kind

BUNDLED_EPISODES = EPISODES

P = TypeVar("P", bound="Place")


class ConfigError(Exception):
    """What is wrong with the environment: a line a fault, never with the value of a secret."""


class Place(BaseModel):
    """Where what must last is: the database, and files."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    data_dir: Path = Path("data")
    database_url: SecretStr | None = None
    database_direct_url: SecretStr | None = None
    episodes_dir: Path | None = None
    bundled_episodes: bool = True
    lead_order: tuple[Kind, ...] = LEAD_ORDER
    fetch_allowed: frozenset[tuple[str, int]] = frozenset()

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
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data_dir / 'buildspeak.db'}"

    @property
    def direct_url(self) -> str | None:
        """The server itself, where DATABASE_URL is a pooler before it."""
        return None if self.database_direct_url is None else self.database_direct_url.get_secret_value()

    @property
    def server_url(self) -> str:
        """Where one connection is needed for long, past any pooler."""
        return self.direct_url or self.store_url

    @field_validator("database_direct_url")
    @classmethod
    def _direct(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith(("postgresql://", "postgres://")):
            raise ValueError("must begin with postgresql://")
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith(
            ("sqlite:///", "postgresql://", "postgres://")
        ):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        return value

    @field_validator("episodes_dir")
    @classmethod
    def _folder(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError(f"is not a folder: {value}")
        return value

    @field_validator("lead_order", mode="before")
    @classmethod
    def _order(cls, value: object) -> object:
        """Kinds that are not named come after those that are."""
        if not isinstance(value, str):
            return value
        named = value.replace(",", " ").split()
        if len(set(named)) < len(named) or not set(named) <= set(LEAD_ORDER):
            raise ValueError(f"is no order of {', '.join(LEAD_ORDER)}")
        return (*(Kind(each) for each in named), *(kind for kind in LEAD_ORDER if kind not in named))

    @field_validator("fetch_allowed", mode="before")
    @classmethod
    def _addresses(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        pairs = (part.rpartition(":") for part in value.replace(",", " ").split())
        try:
            return frozenset((host, int(port)) for host, _, port in pairs)
        except ValueError:
            raise ValueError("must be hosts with their ports, like feeds.lan:8080, separated by commas") from None


def read_place(environment: Mapping[str, str]) -> Place:
    """Where an environment says that the bot's memory is; no token is needed. Raises ConfigError."""
    return read_as(Place, environment)


def read_as(model: type[P], environment: Mapping[str, str]) -> P:
    """Each field from the variable of its name in upper case; an empty one counts as not set. Raises ConfigError."""
    given: dict[str, Any] = {
        name: value for name in model.model_fields if (value := environment.get(name.upper(), "").strip())
    }
    try:
        return model(**given)
    except ValidationError as error:
        raise ConfigError("\n".join(_line(fault["loc"], fault["msg"]) for fault in error.errors())) from None


def _line(place: tuple[int | str, ...], message: str) -> str:
    said = "is missing" if message == "Field required" else message.removeprefix("Value error, ")
    return f"{str(place[0]).upper()} {said[0].lower()}{said[1:]}" if place else said
