"""How the sources of the page are checked: types by tsc, style by Biome, both locked by hash and fetched once."""
