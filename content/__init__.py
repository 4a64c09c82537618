"""What is read: episodes, from a source to a checked file. Knows nothing of Telegram, chats or databases."""
