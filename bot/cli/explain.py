"""`bokji explain`: what a message is taken for, and the evidence that moved the decision most."""

from __future__ import annotations

import json
import tarfile
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.classifier import Classifier
from bot.cli.train import newest_model
from bot.evidence import Context, Evidence
from bot.explanation import Explanation, explanation
from bot.intents import features
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.directory import OFFICES
from bot.reading import read_evidence
from bot.triage import decide

out = Console(highlight=False, markup=False)


def explain(text: str, office: Annotated[str, typer.Option(help="dongjak or jinju")] = "dongjak") -> None:
    """Shows the decision for one message and why, without starting Rasa; exit code 1 without a trained model."""
    model = trained_classifier()
    if model is None:
        out.print("There is no trained model: run `bokji train` first.")
        raise typer.Exit(1)
    base = KnowledgeBase.load()
    seen = read_evidence(text, base, model.intents(text, base.linker), OFFICES.get(office))
    evidence = replace(seen, groups=model.blend.probabilities(seen))
    decision = decide(evidence, Context(office=office), base)
    _tell(explanation(decision.record() | {"model": model_id(), "knowledge": base.version}), decision.confidence)
    out.print("의도: " + ", ".join(f"{n} {p:.2f}" for n, p in _top(evidence)))
    out.print("제도: " + ", ".join(f"{x.name} {x.score:.2f} ({x.via})" for x in evidence.links[:3]))
    out.print(f"위험: {evidence.crisis or '없음'}")
    top = _top(evidence)[0][0]
    pulls = model.ensemble.letters.weigh(features(text, base.linker), top)
    out.print(f"{top} 쪽으로 당긴 것: " + ", ".join(f"{feature} {pull:.2f}" for feature, pull in pulls))


def _tell(said: Explanation, confidence: float) -> None:
    """The words that a counselor sees beside the conversation."""
    out.print(f"{said.decision}, 확신 {confidence:.0%}", style="bold")
    for reason in said.why:
        out.print(f"  왜: {reason}")
    out.print("견준 것: " + ", ".join(f"{label} {share}%" for label, share in said.guesses))
    out.print("글에서 읽은 것: " + (", ".join(f"{name} {value}" for name, value in said.facts) or "없음"))
    out.print(said.versions)


def model_id() -> str | None:
    """Rasa's id of the newest model, as it stands on its decisions."""
    model = newest_model()
    if model is None:
        return None
    with tarfile.open(model) as archive:
        metadata = next(member for member in archive if Path(member.name).name == "metadata.json")
        content = archive.extractfile(metadata)
        return str(json.load(content)["model_id"]) if content else None


def trained_classifier() -> Classifier | None:
    """The classifier of the newest model; None where there is none that this program can read."""
    model = newest_model()
    if model is None:
        return None
    with tarfile.open(model) as archive, tempfile.TemporaryDirectory() as folder:
        for member in archive.getmembers():
            member.name = Path(member.name).name
            if member.name.startswith(("intents.", "aspects.")) or member.name == "blend.json":
                archive.extract(member, folder, filter="data")
        try:
            return Classifier.load(Path(folder))
        except FileNotFoundError:  # trained by an earlier version of this program
            return None


def _top(evidence: Evidence) -> list[tuple[str, float]]:
    return sorted(evidence.intents.items(), key=lambda item: -item[1])[:3]
