"""Where the time of one message goes: each component of config.yml, timed inside Rasa's own graph."""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping
from functools import wraps
from typing import Any


class Stopwatches:
    """One on each component; to be made before a model is loaded, which takes hold of their methods.

    They cost well under a microsecond each.
    """

    def __init__(self, components: Mapping[str, type]):
        self._times = {name: _time_process(component) for name, component in components.items()}

    def means(self, whole: float, after: int) -> dict[str, float]:
        """Component → mean ms of all messages after so many; what is left of the whole, their mean, is the graph runner's.

        No medians: the catalog is searched for every second message, and its median would be next to nothing.
        """
        parts = {name: statistics.fmean(times[after:]) for name, times in self._times.items()}
        return parts | {"Rasa's graph runner": whole - sum(parts.values())}


def _time_process(component: Any) -> list[float]:
    """The list that each call of the component adds its milliseconds to."""
    times: list[float] = []
    process = component.process

    @wraps(process)
    def timed(self: Any, messages: Any) -> Any:
        begun = time.perf_counter()
        processed = process(self, messages)
        times.append((time.perf_counter() - begun) * 1000)
        return processed

    component.process = timed
    return times
