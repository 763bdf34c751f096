"""What reads a message's intents, as it is trained and kept: letters and words together, then the aspect, then a blend."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.aspect import AspectModel
from bot.blend import Blend
from bot.ensemble import Ensemble
from bot.intents import features
from bot.knowledge.linking.link import Linker

_INTENTS, _ASPECTS, _BLEND = "intents", "aspects", "blend.json"


@dataclass(frozen=True)
class Classifier:
    """`blend` weighs the intents with all other evidence (bot/blend.py)."""

    ensemble: Ensemble
    aspects: AspectModel
    blend: Blend

    def intents(self, text: str, linker: Linker) -> dict[str, float]:
        """Intent → calibrated probability; they add up to 1."""
        shares = self.ensemble.probabilities(features(text, linker), text)
        return self.aspects.divide(shares, text)

    def save(self, folder: Path) -> None:
        """Six files."""
        self.ensemble.save(folder, _INTENTS)
        self.aspects.save(folder, _ASPECTS)
        self.blend.save(folder / _BLEND)

    @classmethod
    def load(cls, folder: Path) -> Classifier:
        """What `save` wrote."""
        return cls(Ensemble.load(folder, _INTENTS), AspectModel.load(folder, _ASPECTS), Blend.load(folder / _BLEND))
