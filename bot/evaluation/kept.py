"""Whether the understanding is clearly worse than the figures that were kept of the main branch.

Both are measured on the same messages, so most of what moves a figure is the change itself and little of it is luck. Yet a
change that mends ten messages may break three others, and that must pass. So a figure may fall as far as the lower end of its
own 90 % interval: were the understanding as good as before and the messages others, one run in twenty would fall below it. A
bar that is met now is a promise, so a figure that drops below its bar may fall only to the 68 % interval, one standard error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.evaluation.intervals import Figure
from bot.evaluation.measures import MEASURES, Measure

_MAY_FALL = 0.90
_MAY_FALL_BELOW_BAR = 0.68


def fallen(kept: Mapping[str, Figure], now: Mapping[str, Figure], measures: Sequence[Measure] = MEASURES) -> list[str]:
    """Each figure that fell too far, in a sentence with its numbers; one that is not measured any more fell too."""
    complaints = (_complaint(m, kept[m.name], now.get(m.name)) for m in measures if m.name in kept)
    return [complaint for complaint in complaints if complaint]


def _complaint(m: Measure, kept: Figure, now: Figure | None) -> str:
    if now is None or not now.known:
        return f"{m.name}: was {kept}, is not measured any more"
    promised = m.wanted is not None and m.meets(kept.value, m.wanted) and not m.meets(now.value, m.wanted)
    floor = _floor(m, kept, _MAY_FALL_BELOW_BAR if promised else _MAY_FALL)
    if m.meets(now.value, floor):
        return ""
    missed = f" and misses its bar of {m.wanted:.2f}" if promised else ""
    return f"{m.name}: was {kept}, is {now}{missed}; at {'most' if m.fewer else 'least'} {floor:.3f} is let pass"


def _floor(m: Measure, kept: Figure, level: float) -> float:
    """The end of the kept figure's interval on the bad side; the bar itself where all that meets it is as good."""
    low, high = kept.bounds(level)
    end = high if m.fewer else low
    if m.only_bar and m.wanted is not None:
        return max(m.wanted, end) if m.fewer else min(m.wanted, end)
    return end
