"""One program out of what a list and what a detail say of it."""

from __future__ import annotations

import dataclasses

from bot.knowledge.imported import Imported
from handoff.knowledge.readers.contacts import joined
from handoff.knowledge.readers.repeats import told_once

_OF_THE_LIST = {"id", "source", "source_id", "gone"}


def combine(listed: Imported, detail: Imported) -> Imported:
    """The detail's word counts where it has one, the list's where it has none.

    Region and department belong together: a detail with a province tells for whom it is (None is the whole province).
    """
    if listed.id != detail.id:
        raise ValueError(f"{listed.id} and {detail.id} are two programs")
    names = [f.name for f in dataclasses.fields(Imported) if f.name not in _OF_THE_LIST]
    told = {name: value for name in names if (value := getattr(detail, name)) not in ("", (), None)}
    if detail.province:
        told["district"] = detail.district
    told["contacts"] = joined(detail.contacts, listed.contacts)
    whole = dataclasses.replace(listed, **told)
    target, criteria, benefit = told_once(whole.target, whole.criteria, whole.benefit)
    return dataclasses.replace(whole, target=target, criteria=criteria, benefit=benefit)
