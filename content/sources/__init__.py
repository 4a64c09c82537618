"""Where episodes come from, one module a source. It may import `fetch` and what is below, not `translate`."""
