"""The world in a browser: a messenger in the shape people know, and what stands behind it."""

from bot.sandbox.page.backstage import Backstage, CannotFetch, CannotLeap, Facts, Leap
from bot.sandbox.page.page import Page

__all__ = ["Backstage", "CannotFetch", "CannotLeap", "Facts", "Leap", "Page"]
