"""Words that the rules of `inflection` would get wrong. Data only."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Look inflected and are not, are terms of their own in the plural, or could be forms of two words.
SAME = _words(
    """
    across alias always analytics arms as atlas aws basis bed bias bleed bred breed bus canvas chaos chassis corps
    cosmos creed css customs deed dns does embed ethos exceed fed feed focus freed gas glasses goods gps greed has
    heed his hundred indeed ios is its james jobs js kindred kubernetes kudos leaves led lens less lives macos means
    mechanics minus naked need news pandas pathos perhaps plus postgres proceed red redis reed sacred sas seed
    series shed shred sled species sped speed status steed succeed texas this thus tls unneeded us was wed weed
    weights wicked windows yes zed
    """
)

IES = _words("calories cookies genies hoodies indies movies newbies rookies selfies smoothies zombies")
"""Plurals of words in -ie."""

PLURAL_ICS = _words(
    "academics characteristics clinics comics critics epics fabrics heuristics logics metrics mosaics relics topics"
)
"""Plurals in -ics; every other word in -ics is a science."""

IRREGULAR = {
    form: base
    for base, forms in {
        "alias": "aliases",
        "analysis": "analyses",
        "api": "apis",
        "axis": "axes",
        "bias": "biases biased",
        "bonus": "bonuses",
        "bus": "buses",
        "cache": "caches cached",
        "campus": "campuses",
        "canvas": "canvases",
        "census": "censuses",
        "child": "children",
        "consensus": "consensuses",
        "corpus": "corpora corpuses",
        "crisis": "crises",
        "criterion": "criteria",
        "diagnosis": "diagnoses",
        "emoji": "emojis",
        "focus": "focuses focused",
        "foot": "feet",
        "gas": "gases",
        "genius": "geniuses",
        "half": "halves",
        "hypothesis": "hypotheses",
        "index": "indices indexes indexed",
        "knife": "knives",
        "lens": "lenses",
        "man": "men",
        "matrix": "matrices matrixes",
        "menu": "menus",
        "mouse": "mice",
        "niche": "niches",
        "parenthesis": "parentheses",
        "phenomenon": "phenomena",
        "quiz": "quizzes",
        "shelf": "shelves",
        "status": "statuses",
        "surplus": "surpluses",
        "synthesis": "syntheses",
        "thesis": "theses",
        "tooth": "teeth",
        "vertex": "vertices vertexes",
        "virus": "viruses",
        "wiki": "wikis",
        "wolf": "wolves",
        "woman": "women",
        # pasts that are no other word
        "become": "became",
        "begin": "began begun",
        "bring": "brought",
        "build": "built",
        "buy": "bought",
        "catch": "caught",
        "choose": "chose",
        "forget": "forgot",
        "give": "gave",
        "grow": "grew grown",
        "keep": "kept",
        "know": "knew",
        "make": "made",
        "run": "ran",
        "say": "said",
        "seek": "sought",
        "sell": "sold",
        "send": "sent",
        "speak": "spoke",
        "take": "took taken",
        "teach": "taught",
        "tell": "told",
        "throw": "threw thrown",
        "understand": "understood",
        "write": "wrote",
        # -ed whose stem would be misread
        "add": "added",
        "agree": "agreed",
        "belong": "belonged",
        "breathe": "breathed",
        "canoe": "canoed",
        "compete": "competed",
        "complete": "completed",
        "concede": "conceded",
        "create": "created",
        "delete": "deleted",
        "deplete": "depleted",
        "devote": "devoted",
        "die": "died dies",
        "denote": "denoted",
        "excite": "excited",
        "explore": "explored",
        "free": "frees",
        "guarantee": "guaranteed",
        "guide": "guided",
        "hang": "hanged",
        "ignore": "ignored",
        "install": "installed",
        "interfere": "interfered",
        "intervene": "intervened",
        "invite": "invited",
        "lie": "lied lies",
        "long": "longed",
        "owe": "owed",
        "paste": "pasted",
        "pipeline": "pipelined",
        "postpone": "postponed",
        "promote": "promoted",
        "recreate": "recreated",
        "repeat": "repeated",
        "restore": "restored",
        "rewrite": "rewrote",
        "tie": "tied ties",
        "route": "routed rerouted",
        "unite": "united",
        "use": "used",
        "waste": "wasted",
    }.items()
    for form in forms.split()
}
