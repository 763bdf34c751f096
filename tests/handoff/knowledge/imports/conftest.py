"""The open APIs on this machine, and a harvest that does not wait between calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from handoff.knowledge.imports.compare import Changes
from handoff.knowledge.imports.faults import Stopped
from handoff.knowledge.imports.live import Pace, import_live
from handoff.settings import settings
from tests.handoff.knowledge.imports.programs import need_answers
from tests.standins.open_api import KEY, OpenApiStandin

HURRIED = Pace(pause=0.0, backoff=(0.0, 0.0, 0.0))

Harvested = tuple[Changes, Stopped | None]


@pytest.fixture
def api(service: pytest.MonkeyPatch) -> Iterator[OpenApiStandin]:
    """All four sources, where the settings point to."""
    need_answers()
    with OpenApiStandin() as standin:
        for name in ("BOKJIRO", "GOV24", "YOUTHCENTER"):
            service.setenv(f"BOKJI_{name}_API_BASE", standin.base)
        for name in ("DATA_GO_KR", "YOUTHCENTER"):
            service.setenv(f"BOKJI_{name}_KEY", KEY)
        settings.cache_clear()
        yield standin


@pytest.fixture
def harvest(api: OpenApiStandin) -> Callable[..., Harvested]:
    """`harvest("gov24")` is one sitting of a live import."""

    def sit(source: str = "bokjiro-local", pace: Pace = HURRIED, **options: bool) -> Harvested:
        return import_live(source, settings(), lambda *_: None, pace=pace, **options)

    return sit
