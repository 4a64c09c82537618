"""What `buildspeak doctor` looks at, each thing by itself: one that is broken keeps no other from being looked at."""

from bot.app.checkup.examine import examine
from bot.app.checkup.finding import Finding, State

__all__ = ["Finding", "State", "examine"]
