"""What is read: episodes, from a source to a checked file. Knows nothing of Telegram, chats or databases."""

from pathlib import Path

EPISODES = Path(__file__).parent / "episodes"
"""The library that comes with the program."""
