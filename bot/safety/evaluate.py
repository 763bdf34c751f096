"""How good the net is on messages its model has not seen: `python -m bot.safety.evaluate [--misses]`.

The model is trained five times, each time without one fifth of the messages, and reads that fifth. Messages written
one after another often tell of the same situation, so they stay together: left out, the model knows none like them.
The lexicon was written by people who know these messages, so its share looks better here than it is: the fresh cases of
tests/bot/safety/ are the sterner judge.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Iterator, Sequence

from bot.safety.messages import Message, crises, lookalikes, ordinary
from bot.safety.model import NONE
from bot.safety.net import Finding, judge
from bot.safety.train import SEED, build

FOLDS = 5
BLOCK = 6  # messages in a row that stay in one fold
NEAR_DANGER = ("worry_about_other", "describe_trouble")  # a person is due anyway, and the line to danger is thin


def held_out(messages: Sequence[Message]) -> Iterator[tuple[Message, Finding | None, float]]:
    """Each message with what the net finds, and the model's risk, when the model has not seen it."""
    blocks = [range(i, min(i + BLOCK, len(messages))) for i in range(0, len(messages), BLOCK)]
    random.Random(SEED).shuffle(blocks)
    for fold in range(FOLDS):
        unseen = {i for block in blocks[fold::FOLDS] for i in block}
        model = build([m for i, m in enumerate(messages) if i not in unseen])
        for i in sorted(unseen):
            found, risk = judge(messages[i].text, model)
            yield messages[i], found, risk


def wilson(hits: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share."""
    share, size = hits / total, 1 + z * z / total
    middle = share + z * z / (2 * total)
    spread = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return (middle - spread) / size, (middle + spread) / size


def report(name: str, hits: int, total: int) -> str:
    """One line: a share with its interval."""
    low, high = wilson(hits, total)
    return f"{name}: {hits}/{total} = {hits / total:.2%} ({low:.2%} to {high:.2%})"


def main(show_misses: bool) -> None:
    """Prints sensitivity, specificity on look-alikes, false alarms on ordinary messages, and right kinds."""
    trap_messages = lookalikes()
    known_traps = set(trap_messages)
    results = list(held_out(crises() + trap_messages + ordinary()))
    danger = [r for r in results if r[0].label != NONE]
    traps = [r for r in results if r[0] in known_traps]
    plain = [r for r in results if r[0].label == NONE and r[0] not in known_traps]
    caught = [(m, f) for m, f, _ in danger if f]
    print(report("sensitivity", len(caught), len(danger)))
    print(report("right kind among these", sum(f.kind == m.label for m, f in caught), len(caught)))
    print(report("specificity on look-alikes", sum(f is None for _, f, _ in traps), len(traps)))
    print(report("false alarms on ordinary messages", sum(f is not None for _, f, _ in plain), len(plain)))
    usual = [r for r in plain if r[0].source not in NEAR_DANGER]
    print(report("the same without near-danger intents", sum(f is not None for _, f, _ in usual), len(usual)))
    if show_misses:
        wrong = [(m, f, r) for m, f, r in results if (f is None) == (m.label != NONE)]
        for message, found, risk in wrong:
            print(f"{message.label}\t{message.source}\t{risk:.2f}\t{found.reasons if found else ''}\t{message.text}")


if __name__ == "__main__":
    main("--misses" in sys.argv)
