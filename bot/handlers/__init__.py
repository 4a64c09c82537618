"""One tap, command or text, one file a noun: parse, ask `reading`, render, reply.

None imports another, but for what several share.
"""
