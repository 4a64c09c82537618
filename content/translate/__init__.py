"""English to Chinese through an OpenAI-compatible chat endpoint: cached, validated, bounded.

What the model is asked stands in `prompts`, what it may answer in `acceptance` and `verdict`, how one question is
asked in `endpoint`; `translating` takes an episode through them. Nothing here logs.
"""
