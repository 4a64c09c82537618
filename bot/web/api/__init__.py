"""What the page asks for: a noun a module, each with its endpoints."""
