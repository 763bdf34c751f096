"""Which trained model a turn was read by."""

from __future__ import annotations

from rasa_sdk import Tracker


def model_of(tracker: Tracker) -> str | None:
    """Rasa's id of the model, which it writes on every event; the one in the model archive's metadata.json."""
    noted = (event.get("metadata", {}).get("model_id") for event in reversed(tracker.events))
    return next((str(model) for model in noted if model), None)
