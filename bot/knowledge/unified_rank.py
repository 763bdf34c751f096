"""How likely a program of either tier is the one that a question asks about, weighed beside the best of both tiers.

The same two logistic regressions as within a tier (bot/knowledge/linking/rank.py), fitted by `python -m
bot.knowledge.fit_search`. A row of ours and one of an imported program have the clues in common that are read from
texts; beside these each has what its own tier says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from bot.knowledge.catalog.clues import CLUES
from bot.knowledge.linking.clues import CLUES as OUR_CLUES
from bot.knowledge.linking.rank import Ranker
from bot.paths import DATA

WEIGHTS = DATA / "links" / "unified_weights.json"
_THEIRS_ALONE = ("near", "words", "strength", "known", "unknown", "province", "district", "region_named", "ended")
_COMMON = [place for place, clue in enumerate(CLUES) if clue not in _THEIRS_ALONE]
SIGNS = (
    "is_imported", "ours", "imported", *(CLUES[place] for place in _COMMON),
    *(f"ours_{clue}" for clue in OUR_CLUES), *(f"imported_{clue}" for clue in CLUES),
)  # fmt: skip


class UnifiedRanker(Ranker):
    """Over the rows of both tiers."""

    clues = SIGNS
    signs = (
        "sum", "ahead", "is_imported", "ours", "imported", "cover_about", "cover_said", "name_mass", "says_about",
        "imported_known", "imported_unknown",
    )  # fmt: skip
    weights = WEIGHTS


def rows(own: Sequence[float], clues: Any, ours: Any, imported: Sequence[float], theirs: Any) -> Any:
    """A row for each of ours, then for each imported one: what its tier thinks of it (a logit), and its clues.

    `clues` are those of the catalog for ours, `ours` the linker's, `theirs` the catalog's for the imported ones.
    """
    table = np.zeros((len(own) + len(imported), len(SIGNS)))
    above, below = table[: len(own)], table[len(own) :]
    common, last = 3 + len(_COMMON), len(SIGNS) - len(CLUES)
    below[:, 0], above[:, 1], below[:, 2] = 1.0, own, imported
    if len(own):
        above[:, 3:common], above[:, common:last] = np.asarray(clues)[:, _COMMON], ours
    if len(imported):
        below[:, 3:common], below[:, last:] = np.asarray(theirs)[:, _COMMON], theirs
    return table
