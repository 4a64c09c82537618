"""What an episode is. It imports nothing else of this project."""
