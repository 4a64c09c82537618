"""Which endpoint translates: any that speaks the chat completions of OpenAI's API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator

from content.fetch.endpoint_address import endpoint_address
from content.translate.faults import NotConfigured

PREFIX = "TRANSLATE_"

_MISSING = "is missing"
_PLAINLY = {
    "Field required": _MISSING,
    "Input should be a valid number, unable to parse string as a number": "is no number",
    "Input should be a valid integer, unable to parse string as an integer": "is no whole number",
}
"""What is wrong, in the words of whoever reads it."""
_UNPRICED = "needs TRANSLATE_PRICE_IN and TRANSLATE_PRICE_OUT to count in money"
_HOW = (
    "TRANSLATE_BASE_URL is the address of any OpenAI-compatible endpoint (often ending in /v1), "
    "TRANSLATE_API_KEY its key (any word where it needs none) and TRANSLATE_MODEL the name of a model there.\n"
    "Without them an episode can still be published in English only, if you choose so."
)

Price = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class TranslateSettings(BaseModel):
    """Each field is read from the variable TRANSLATE_ and its name in upper case; prices are per million tokens.

    `judge_model` reads what `model` wrote, at the same endpoint; without one `model` reads it itself. `monthly_limit`
    is in the currency of the prices, `piece_tokens` the most that one piece may use in one run.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    base_url: str
    api_key: SecretStr
    model: str
    price_in: Price | None = None
    price_out: Price | None = None
    judge_model: str | None = None
    judge_price_in: Price | None = None
    judge_price_out: Price | None = None
    monthly_limit: Price | None = None
    piece_tokens: Annotated[int, Field(ge=1)] | None = None

    @field_validator("base_url")
    @classmethod
    def _url(cls, value: str) -> str:
        return endpoint_address(value, path="/chat/completions", key="TRANSLATE_API_KEY")

    @model_validator(mode="after")
    def _priced(self) -> TranslateSettings:
        if self.monthly_limit is not None and (self.price_in is None or self.price_out is None):
            raise ValueError(f"monthly_limit: {_UNPRICED}")
        return self

    @property
    def judge(self) -> TranslateSettings:
        """The same endpoint with the model that judges, at its own prices where they are set."""
        if self.judge_model is None:
            return self
        price_in = self.price_in if self.judge_price_in is None else self.judge_price_in
        price_out = self.price_out if self.judge_price_out is None else self.judge_price_out
        return self.model_copy(update={"model": self.judge_model, "price_in": price_in, "price_out": price_out})

    def cost(self, tokens_in: int, tokens_out: int) -> float | None:
        """What the tokens cost in the currency of the prices; None where no price is set."""
        if self.price_in is None and self.price_out is None:
            return None
        return (tokens_in * (self.price_in or 0) + tokens_out * (self.price_out or 0)) / 1_000_000


def read_settings(environment: Mapping[str, str]) -> TranslateSettings:
    """The settings an environment gives; an empty variable counts as not set. Raises NotConfigured with every fault."""
    given = _given(environment)
    try:
        settings = TranslateSettings.model_validate(given)
    except ValidationError as error:
        found = [_placed(str(fault["loc"][0]) if fault["loc"] else "", fault["msg"]) for fault in error.errors()]
    else:
        return settings
    missing = [name for name, what in found if what == _MISSING]
    if not any(name == PREFIX + "MONTHLY_LIMIT" for name, _ in found) and _limit_without_prices(given):
        found.append((PREFIX + "MONTHLY_LIMIT", _UNPRICED))  # the model as a whole is not looked at after a fault
    faults = tuple(f"{name} {what[0].lower()}{what[1:]}" for name, what in found)
    if not missing:
        raise NotConfigured("\n".join(faults), faults)
    others = [fault for fault, (name, _) in zip(faults, found, strict=True) if name not in missing]
    lines = [f"There is nothing to translate with: set {', '.join(missing)}.", *others, _HOW]
    raise NotConfigured("\n".join(lines), faults)


def settings_if_any(environment: Mapping[str, str]) -> TranslateSettings | None:
    """The same; None where no variable is set at all. Raises NotConfigured: what is set faultily was meant to be."""
    return read_settings(environment) if _given(environment) else None


def _given(environment: Mapping[str, str]) -> dict[str, str]:
    fields = {name: PREFIX + name.upper() for name in TranslateSettings.model_fields}
    return {name: value for name, key in fields.items() if (value := environment.get(key, "").strip())}


def _limit_without_prices(given: Mapping[str, str]) -> bool:
    return "monthly_limit" in given and not ("price_in" in given and "price_out" in given)


def _placed(name: str, message: str) -> tuple[str, str]:
    """The variable of a fault, and what is wrong with it."""
    what = _PLAINLY.get(message) or message.removeprefix("Value error, ")
    if not name:
        name, _, what = what.partition(": ")
    return PREFIX + name.upper(), what
