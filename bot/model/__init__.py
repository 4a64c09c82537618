"""Frozen values that everyone works with, and the pure rules over them. It imports no other room."""
