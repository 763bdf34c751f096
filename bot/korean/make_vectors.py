"""Makes models/word_vectors.npz: `uv run --group vectors python -m bot.korean.make_vectors`.

Kiwi tells how alike two morphemes are (the cosine of two vectors that it keeps to itself), but not the vectors. The
likenesses of every word to a few hundred others give them back up to a rotation: with as many as there are dimensions,
exactly. Their main directions, the common one taken out, are kept.
"""

from __future__ import annotations

import random
from typing import Any

import numpy as np
from kiwipiepy import Kiwi

from bot.korean.vectors import FILE, WordVectors, kind_of

ANCHORS = 360  # Kiwi 0.24 has 256 dimensions
DIMENSIONS = 64
RAREST = 30_000  # words are numbered by how often they occur; rarer ones are hardly ever texted
_EVERY = 200_000
_SEED = 1


def main() -> None:
    """Asks Kiwi for the likenesses, and writes the file."""
    kiwi = Kiwi()
    words = {found.id: (found.form, kind_of(found.tag)) for found in kiwi.most_similar_morphemes("수당", _EVERY)}
    vectors = _whole(kiwi, words)
    kept = _once(words, vectors)
    centred = vectors[kept] - vectors[kept].mean(axis=0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    small = centred @ directions[:DIMENSIONS].T
    small /= np.linalg.norm(small, axis=1, keepdims=True)
    WordVectors.save(FILE, ["/".join(words[number]) for number in kept], small)
    print(f"{FILE.name}: {len(kept)} words, {FILE.stat().st_size / 1e6:.2f} MB")


def _whole(kiwi: Any, words: dict[int, tuple[str, str]]) -> Any:
    """Every word's vector, rotated: likenesses to the anchors, divided by the root of the anchors' own."""
    usual = [n for n, (_, kind) in sorted(words.items()) if kind in ("N", "V", "M") and 100 < n < 20_000]
    anchors = sorted(random.Random(_SEED).sample(usual, ANCHORS))
    likeness = np.zeros((max(words) + 1, ANCHORS), np.float32)
    for column, anchor in enumerate(anchors):
        for found in kiwi.most_similar_morphemes(anchor, _EVERY):
            likeness[found.id, column] = max(found.score, -1.0)
        likeness[anchor, column] = 1.0
    among = likeness[anchors]
    sizes, axes = np.linalg.eigh((among + among.T) / 2)
    real = sizes > 1e-3
    return likeness @ axes[:, real] / np.sqrt(sizes[real])


def _once(words: dict[int, tuple[str, str]], vectors: Any) -> list[int]:
    """The numbers of the words kept: the most frequent reading of each stem and kind."""
    first: dict[tuple[str, str], int] = {}
    for number, word in sorted(words.items()):
        if number < RAREST and word[0].strip() and "\n" not in word[0] and np.linalg.norm(vectors[number]) > 0.5:
            first.setdefault(word, number)
    return sorted(first.values())


if __name__ == "__main__":
    main()
