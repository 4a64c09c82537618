"""What the bot answers to, one file a noun: each handler parses, asks the store, renders and replies."""
