"""The campaign: real bot processes, a Bot API server that misbehaves, and what comes of it, a line each."""
