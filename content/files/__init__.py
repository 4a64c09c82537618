"""Episodes as files: read, checked, written. It may import `text` and `episode`."""
