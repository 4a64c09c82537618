"""What the bot costs, measured against its peers. Run by `make bench`; no number here is asserted in a test."""
