"""Named features of many documents, counted once into a sparse matrix, so that several models can be fitted on them."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any

import numpy as np


class Counts:
    """How often each document has each feature; `matrix` is documents x features (CSR), `names` the features."""

    def __init__(self, names: Sequence[str], matrix: Any):
        self.names = names
        self.matrix = matrix

    @classmethod
    def of(cls, documents: Iterable[Sequence[str]], min_count: int = 1) -> Counts:
        """A feature in fewer than `min_count` documents is left out."""
        from scipy.sparse import csr_matrix

        numbers: dict[str, int] = defaultdict(count().__next__)  # the next number for each new feature
        places, ends = array("i"), array("q", [0])
        for document in documents:
            places.extend(map(numbers.__getitem__, document))
            ends.append(len(places))
        matrix = csr_matrix(
            (np.ones(len(places), np.float32), np.frombuffer(places, np.int32), np.frombuffer(ends, np.int64)),
            shape=(len(ends) - 1, len(numbers)),
        ) if places else csr_matrix((len(ends) - 1, 0), dtype=np.float32)  # fmt: skip
        matrix.sum_duplicates()
        return cls(list(numbers), matrix).often(min_count)

    def often(self, min_count: int) -> Counts:
        """Without the features that stand in fewer than `min_count` of these documents."""
        kept = np.flatnonzero(self.documents() >= min_count)
        if len(kept) == len(self.names):
            return self
        return Counts([self.names[column] for column in kept], self.matrix[:, kept])

    def only(self, names: Sequence[str]) -> Counts:
        """These features alone, in this order; all of them have to be here."""
        columns = {name: column for column, name in enumerate(self.names)}
        return Counts(names, self.matrix[:, [columns[name] for name in names]])

    def rows(self, rows: Sequence[int]) -> Counts:
        """Some of the documents."""
        return Counts(self.names, self.matrix[rows])

    def documents(self) -> Any:
        """How many documents have each feature."""
        return np.bincount(self.matrix.indices, minlength=len(self.names))

    def weighed(self, idf: Any) -> Any:
        """TF-IDF rows of length one: (1 + log of the count) times the idf of each feature."""
        table = self.matrix.astype(np.float32, copy=True)
        table.data = (1.0 + np.log(table.data)) * idf[table.indices]
        squares = np.add.reduceat(np.append(table.data**2, 0.0), table.indptr[:-1]) * (np.diff(table.indptr) > 0)
        lengths = np.sqrt(np.where(squares > 0, squares, 1.0))
        table.data /= np.repeat(lengths, np.diff(table.indptr)).astype(np.float32)
        return table
