"""From files to what is served: the press, and the library in the store. It may import `reading`, `edge` and below."""
