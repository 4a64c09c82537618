"""A Bot API in memory: a world of chats that a real bot talks to, over HTTP on loopback or in process."""
