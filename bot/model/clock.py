"""What time it is: everything that needs the time is handed a clock or the instant itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

Clock = Callable[[], datetime]
"""Now, aware, in UTC. Everything that needs the time is handed one of these or the instant itself."""
