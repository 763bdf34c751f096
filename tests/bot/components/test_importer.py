"""Training messages as Rasa gets them."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.importer import Labelled, MessageFiles, messages
from bot.paths import DATA

pytestmark = pytest.mark.rasa


def pairs(examples: list[Message]) -> list[tuple[str, str]]:
    return [(example.get("intent"), example.get("text")) for example in examples]


def test_messages_are_those_that_rasa_itself_would_read() -> None:
    files = [str(DATA / "nlu" / name) for name in ("affirm.yml", "thank.yml", "ask_contact.yml")]
    ours = MessageFiles(training_data_paths=files).get_nlu_data()
    assert pairs(ours.intent_examples) == pairs(
        RasaFileImporter(training_data_paths=files).get_nlu_data().intent_examples
    )


def test_a_copy_can_be_changed_and_leaves_the_original_alone() -> None:
    original = Labelled(data={"text": "네", "intent": "affirm"})
    copy = deepcopy(original)
    copy.set("text", "아니요")
    assert original.get("text") == "네" and copy != original


def test_the_same_text_and_intent_are_one_message() -> None:
    twice = [Labelled(data={"text": "네", "intent": intent}) for intent in ("affirm", "affirm", "thank")]
    assert pairs(TrainingData(twice).training_examples) == [("affirm", "네"), ("thank", "네")]


@pytest.mark.parametrize(
    "content",
    [
        "nlu: [",
        "version: '3.1'",
        "nlu:\n- intent: thank\n",
        "nlu:\n- intent: thank\n  examples: |\n    고마워요\n",
        "nlu:\n- intent: thank\n  examples: |\n    - [여기](city)\n",
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "thank.yml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"thank\.yml"):
        messages(file)
