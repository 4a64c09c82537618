"""A Bot API in memory, over HTTP on loopback or in process. It imports no other room: it is a Telegram of its own."""
