"""Both languages as text: prose, sentences, words, glosses. It may import `episode` only."""
