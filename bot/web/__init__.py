"""What is asked for over HTTP: how the bot is. It may import what `handlers` may, and imports no handler."""
