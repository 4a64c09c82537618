"""What is asked for over HTTP: the page and its API, health, figures.

It may import what `handlers` may, and imports no handler.
"""
