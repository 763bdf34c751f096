"""`bokji explain`: what a message is taken for, and the evidence that moved the decision most."""

from __future__ import annotations

import tarfile
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.blend import Blend
from bot.evidence import Context, Evidence
from bot.intents import features
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.directory import OFFICES
from bot.linear import LinearModel
from bot.reading import read_evidence
from bot.triage import decide

out = Console(highlight=False)


def explain(text: str, office: Annotated[str, typer.Option(help="dongjak or jinju")] = "dongjak") -> None:
    """Shows the decision for one message and why, without starting Rasa; exit code 1 without a trained model."""
    trained = trained_classifier()
    if trained is None:
        out.print("There is no trained model: run `bokji train` first.")
        raise typer.Exit(1)
    model, blend = trained
    base = KnowledgeBase.load()
    seen = read_evidence(text, base, model.probabilities(features(text, base.linker)), OFFICES.get(office))
    evidence = replace(seen, groups=blend.probabilities(seen))
    decision = decide(evidence, Context(office=office), base)
    out.print(f"[bold]{decision.decision}[/bold]  {decision.aspect or ''}  확신 {decision.confidence:.2f}")
    for reason in decision.why:
        out.print(f"  왜: {reason}")
    out.print("의도: " + ", ".join(f"{n} {p:.2f}" for n, p in _top(evidence)))
    out.print("제도: " + ", ".join(f"{x.name} {x.score:.2f} ({x.via})" for x in evidence.links[:3]))
    out.print(f"사정: {evidence.facts.as_dict() or '없음'}")
    out.print(f"위험: {evidence.crisis or '없음'}")
    top = _top(evidence)[0][0]
    pulls = model.weigh(features(text, base.linker), top)
    out.print(f"{top} 쪽으로 당긴 것: " + ", ".join(f"{feature} {pull:.2f}" for feature, pull in pulls))
    out.print(f"지식 {base.version}")


def trained_classifier() -> tuple[LinearModel, Blend] | None:
    """The two trained parts of the newest model, or None."""
    from bot.cli.train import newest_model

    model = newest_model()
    if model is None:
        return None
    with tarfile.open(model) as archive, tempfile.TemporaryDirectory() as folder:
        for member in archive.getmembers():
            if member.name.endswith(("intents.npz", "blend.json")):
                member.name = Path(member.name).name
                archive.extract(member, folder, filter="data")
        return LinearModel.load(Path(folder) / "intents.npz"), Blend.load(Path(folder) / "blend.json")


def _top(evidence: Evidence) -> list[tuple[str, float]]:
    return sorted(evidence.intents.items(), key=lambda item: -item[1])[:3]
