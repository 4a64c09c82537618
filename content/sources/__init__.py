"""Where episodes come from: one module a source, each turning what was fetched into a raw episode."""
