"""A Bot API in memory: a world of chats, and two ways for a real bot to talk to it (HTTP on loopback, or in process)."""
