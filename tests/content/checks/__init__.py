"""The checks without a model, scored on segments of our own text under `planted/`.

`seen.toml` and `held_out.toml` hold one planted error in each segment, `sound.toml` none. They were written by someone
who did not write the checks. `held_out.toml` is only scored, never read or tuned on: a check that was bent until a
segment of it was found has learned the answer and not the error.
"""
