"""View builders: pure functions from values to the text and keyboard of one message, one file a noun."""
