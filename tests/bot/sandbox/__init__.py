"""Tests of the sandbox: that it is as strict as Telegram, and that a real bot lives in it."""
