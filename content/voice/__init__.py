"""A text as sound: how it is said, by whom, and pieces of audio with their times. It may import `fetch` and below."""
