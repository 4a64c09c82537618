"""From a source to published files. It may import everything of `content`; nothing there imports it."""
