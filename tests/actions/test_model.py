"""Which model a turn was read by."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.model import model_of


def tracker_with(*events: dict[str, object]) -> Tracker:
    return Tracker("sender", {}, {}, list(events), False, None, {}, "action_listen")


def test_model_is_the_one_of_the_latest_event_that_names_one() -> None:
    old, new, none = {"metadata": {"model_id": "old"}}, {"metadata": {"model_id": "new"}}, {"event": "slot"}
    assert model_of(tracker_with(old, new, none)) == "new"


def test_no_model_is_no_error() -> None:
    assert model_of(tracker_with({"event": "action"})) is None
