"""How loud a sound is."""

from __future__ import annotations

import math
from array import array


def loudness(samples: array[int]) -> float:
    """Root mean square in decibels below full scale; minus infinity for silence."""
    if not samples:
        return -math.inf
    mean = sum(sample * sample for sample in samples) / len(samples)
    return 10 * math.log10(mean / 32768**2) if mean else -math.inf
