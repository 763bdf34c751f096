"""The key: taken in both forms, encoded once, and never left lying about."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from urllib.parse import quote

import pytest
from sqlalchemy import select

from handoff.db import transaction
from handoff.knowledge.imports import raw
from handoff.knowledge.imports.faults import AccessRefused, LimitReached, TryAgain, Unanswered, fault_of
from handoff.knowledge.imports.tables import ImportRaw
from handoff.knowledge.readers import ServiceError
from handoff.settings import settings
from tests.handoff.knowledge.imports.conftest import Harvested
from tests.standins.open_api import KEY, OpenApiStandin

Sit = Callable[..., Harvested]
FORMS = (KEY, quote(KEY, safe=""), "operator")

pytestmark = pytest.mark.usefixtures("database")


def test_key_that_is_encoded_already_is_not_encoded_twice(harvest: Sit, service: pytest.MonkeyPatch) -> None:
    service.setenv("BOKJI_DATA_GO_KR_KEY", quote(KEY, safe=""))
    settings.cache_clear()
    assert len(harvest("bokjiro-central")[0].new) == 5  # the stand-in refuses any other key


def test_key_stands_in_no_log(harvest: Sit, api: OpenApiStandin, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        api.faults.extend(["500", "drop"])
        harvest("bokjiro-central")
    assert not any(form in caplog.text for form in FORMS)


@pytest.mark.parametrize("fault", ["html", "drop", "500"])
def test_key_stands_in_no_error(fault: str, harvest: Sit, api: OpenApiStandin) -> None:
    api.faults.extend([fault] * 4)
    with pytest.raises(Exception) as caught:
        harvest("bokjiro-central")
    told = "".join(traceback.format_exception(caught.value))
    assert not any(form in told for form in FORMS)


def test_key_stands_in_no_stored_answer(harvest: Sit, api: OpenApiStandin) -> None:
    api.faults.extend(["echo"] * 3)
    harvest("bokjiro-central")
    with transaction() as session:
        for kept in session.scalars(select(ImportRaw)):
            assert not any(form.encode() in raw.body_of(kept) for form in FORMS)


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("22", LimitReached), ("30", AccessRefused), ("31", AccessRefused), ("20", AccessRefused), ("4", TryAgain),
        ("99", TryAgain), ("10", Unanswered), ("40", Unanswered), ("unheard of", Unanswered),
    ],
)  # fmt: skip
def test_code_of_the_service_tells_what_to_do(code: str, fault: type[Exception]) -> None:
    assert type(fault_of(ServiceError(code, "MESSAGE"))) is fault
