"""English to Chinese through an OpenAI-compatible chat endpoint: cached, validated, bounded.

What the model is asked stands in `prompts`, what it may answer in `acceptance` and `verdict`, how one question is
asked in `endpoint`; `translating` takes an episode through them. Nothing here logs.
"""

from content.translate.backoff import Patience
from content.translate.budget import Budget, Usage
from content.translate.cache import AnswerCache
from content.translate.choice import DigestChoice
from content.translate.faults import (
    BudgetReached,
    CacheUnusable,
    EndpointRefused,
    EndpointUnavailable,
    NotConfigured,
    TranslationError,
)
from content.translate.report import Failure, OnProgress, Progress, Translation, TranslationReport
from content.translate.settings import TranslateSettings, read_settings
from content.translate.speakers import NamedSpeaker, SpeakerNames, rename
from content.translate.translator import Translator

__all__ = [
    "AnswerCache",
    "Budget",
    "BudgetReached",
    "CacheUnusable",
    "DigestChoice",
    "EndpointRefused",
    "EndpointUnavailable",
    "Failure",
    "NamedSpeaker",
    "NotConfigured",
    "OnProgress",
    "Patience",
    "Progress",
    "SpeakerNames",
    "TranslateSettings",
    "Translation",
    "TranslationError",
    "TranslationReport",
    "Translator",
    "Usage",
    "read_settings",
    "rename",
]
