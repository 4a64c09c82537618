"""Telegram, in and out: updates become values, values become calls. It may import `render` and below."""
