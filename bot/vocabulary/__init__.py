"""What a word is, means, and how it leaves the bot. It may import `model` only."""
