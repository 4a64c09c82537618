"""What tests share: a clock, a story, a crowd, episodes, servers that misbehave."""
