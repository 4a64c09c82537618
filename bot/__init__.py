"""Who reads, when, and what they keep: the BuildSpeak bot."""
