"""Numbers, dates, times and amounts of both languages in one form, so that they can be compared."""
