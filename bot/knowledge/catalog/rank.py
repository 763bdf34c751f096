"""How likely an imported program is the one that a question asks about: a small linear model over the clues.

Two logistic regressions, fitted by `python -m bot.knowledge.fit_search`: the first puts the right program above the
others of its question, the second makes a probability of the sum, of its distance to the next, and of a few clues.
"""

from __future__ import annotations

from bot.knowledge.catalog.clues import CLUES
from bot.knowledge.linking.rank import Ranker
from bot.paths import DATA

WEIGHTS = DATA / "links" / "catalog_weights.json"
SIGNS = ("sum", "ahead", "named", "like", "name_share", "name_mass", "cover_about", "cover_said", "known", "unknown")


class CatalogRanker(Ranker):
    """The same two steps as for our own programs, over the clues of imported ones."""

    clues = CLUES
    signs = SIGNS
    weights = WEIGHTS
