"""Documents from elsewhere, within bounds of size, time and address. It may import `files` and what is below."""
