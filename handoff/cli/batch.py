"""`bokji triage` and `bokji converse`: the path that serves residents, fed from a file; nothing stored, nothing sent."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from bot.cli.train import newest_model
from bot.lines import line
from bot.safety.kinds import KINDS, utterance
from handoff import rasa_process
from handoff.cases.desks import suggest_desk
from handoff.cases.hours import office_hours
from handoff.cases.sla import response_due
from handoff.db import utc_now
from handoff.errors import HandoffError
from handoff.intake.inspect import Inspected, inspect
from handoff.settings import settings
from handoff.turns.before import begins_anew, may_be_another
from handoff.turns.bot_client import BotClient, BotUnavailable, Question
from handoff.turns.outcome import BotReply, CaseView, Context, Failure, Outcome
from handoff.turns.reading import asks_for_status, calls_out, for_the_bot, is_unreadable, wish_in
from handoff.turns.respond import respond

_AT_ONCE = 6
_PATIENCE = 120.0  # seconds for one turn: a batch waits rather than hand off what a busy machine is slow to answer


class NoModel(HandoffError):
    """There is no trained model: run `bokji train` first."""

    code = "no_model"


class BotDidNotStart(HandoffError):
    """Rasa or the action server did not start."""

    code = "bot_did_not_start"


async def run_batch(source: Path, target: Path, answer: Callable[[BotClient, dict[str, Any]], Any]) -> int:
    """Answers every line of a JSONL file, in order; the number of lines. A wrong line becomes an error line."""
    lines = source.read_text(encoding="utf-8").splitlines()
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(bot: BotClient, text: str) -> dict[str, Any]:
        asked, error = _parsed(text)
        if asked is None:
            return error
        async with gate:
            try:
                return dict(await answer(bot, asked))
            except (TypeError, KeyError, AttributeError, ValueError) as fault:
                return {"id": asked.get("id"), "error": f"not as the batch interface wants it: {type(fault).__name__}"}

    async with own_bot() as bot:
        answers = await asyncio.gather(*(one(bot, text) for text in lines if text.strip()))
    with target.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in answers)
    return len(answers)


async def triage_line(bot: BotClient, asked: dict[str, Any]) -> dict[str, Any]:
    """One message in a conversation of its own."""
    if not isinstance(asked.get("text"), str):
        return {"id": asked.get("id"), "error": "no text"}
    talk = Talk(bot, asked)
    return {"id": asked.get("id"), **await talk.say(asked["text"])}


async def converse_line(bot: BotClient, asked: dict[str, Any]) -> dict[str, Any]:
    """The turns of one conversation, in order, with who owns it after each."""
    turns = asked.get("turns")
    if not isinstance(turns, list) or not all(isinstance(t, dict) and isinstance(t.get("text"), str) for t in turns):
        return {"id": asked.get("id"), "error": "no turns with text"}
    talk = Talk(bot, asked)
    return {"id": asked.get("id"), "turns": [{**await talk.say(turn["text"]), "owner": talk.owner} for turn in turns]}


class Talk:
    """One conversation of a batch: what the front door keeps in its tables, kept in memory."""

    def __init__(self, bot: BotClient, asked: dict[str, Any]):
        self._bot = bot
        self._sender = f"batch-{uuid4().hex}"
        self._channel = str(asked.get("channel") or "sms")
        self._office = str(asked.get("office") or settings().office)
        self._case: CaseView | None = None
        self._lines: set[str] = set()
        self._told: set[str] = set()  # kinds of crisis whose hotline was sent
        self._last_said: dict[str, str] | None = None
        self.owner = "bot"

    async def say(self, text: str) -> dict[str, Any]:
        """One turn: mask, net, Rasa, respond; the contract's record and the whole reply."""
        seen = inspect(text)
        context = self._context(seen)
        result = await self._ask(seen, context)
        outcome = respond(result, context)
        texts = [*self._hotlines(seen, outcome), *(reply.text for reply in outcome.replies)]
        self._remember(outcome, context, texts)
        decision = result.decision if isinstance(result, BotReply) else None
        return _row(seen, outcome, dict(decision or {}), "\n\n".join(texts))

    def _context(self, seen: Inspected) -> Context:
        now = utc_now()
        return Context(
            now=now,
            due=response_due(now, office_hours()),
            channel=self._channel,
            owner=self.owner,
            safety=seen.finding.kind if seen.finding else None,
            case=self._case,
            asks_status=asks_for_status(seen.text),
            calls_out=calls_out(seen.text),
            wish=wish_in(seen.text),
            recent_lines=frozenset(self._lines),
            desk_name=lambda units, facts: getattr(suggest_desk(units, facts, self._office), "name", None),
        )

    async def _ask(self, seen: Inspected, context: Context) -> BotReply | Failure:
        text = for_the_bot(seen.text)
        if seen.fault:
            return "fault"
        if not text:
            return "empty"
        if is_unreadable(seen.text):
            return "language"
        metadata = {
            "channel": self._channel, "office": self._office, "safety": context.safety, "owner": self.owner,
            "last_said": self._last_said, "now": context.now.isoformat(),
            "fresh": begins_anew(seen.text) or may_be_another(seen.text),
        }  # fmt: skip
        try:
            return await self._bot.ask(Question(self._sender, uuid4().hex, text, metadata))
        except BotUnavailable:
            return "bot_down"

    def _hotlines(self, seen: Inspected, outcome: Outcome) -> list[str]:
        kind = seen.finding.kind if seen.finding else outcome.crisis
        if kind is None or kind in self._told:
            return []
        self._told.add(kind)
        subject = seen.finding.subject if seen.finding else outcome.crisis_subject
        return [line(utterance(kind, subject))]

    def _remember(self, outcome: Outcome, context: Context, texts: list[str]) -> None:
        self._lines.update(name for reply in outcome.replies for name in reply.lines)
        self._last_said = {"author": "bot", "text": texts[-1]} if texts else self._last_said
        if context.safety or outcome.crisis or outcome.matter:
            self._case = self._case or CaseView("batch", context.due)
            self.owner = "queue" if self.owner == "bot" else self.owner


def _row(seen: Inspected, outcome: Outcome, decision: dict[str, Any], reply: str) -> dict[str, Any]:
    kind = seen.finding.kind if seen.finding else outcome.crisis
    made = "crisis" if kind else decision.get("decision", "handoff")
    referral = list(seen.finding.units if seen.finding else ()) or (list(KINDS[kind].units) if kind else [])
    if not referral and outcome.matter is not None:
        referral = list(outcome.matter.units)
    return {
        "decision": made,
        "programs": decision.get("programs", []),
        "aspect": decision.get("aspect"),
        "referral": referral or decision.get("referral", []),
        "confidence": round(seen.finding.confidence, 4) if seen.finding else decision.get("confidence", 0.5),
        "reply": reply,
    }


def _parsed(text: str) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    try:
        asked = json.loads(text)
    except ValueError:
        return None, {"id": None, "error": "no JSON"}
    if not isinstance(asked, dict):
        return None, {"id": None, "error": "no JSON object"}
    return asked, {}


@asynccontextmanager
async def own_bot() -> AsyncIterator[BotClient]:
    """Rasa and the action server of this run alone, on free ports; both end with it."""
    model = newest_model()
    if model is None:
        raise NoModel()
    with tempfile.TemporaryDirectory(prefix="bokji-") as folder:
        rasa_port, actions_port = rasa_process.free_port(), rasa_process.free_port()
        endpoints = rasa_process.write_endpoints(Path(folder) / "endpoints.yml", actions_port, None)
        children = [
            rasa_process.start(rasa_process.actions_command(actions_port)),
            rasa_process.start(rasa_process.rasa_command(model, rasa_port, endpoints)),
        ]
        bot = BotClient(f"http://127.0.0.1:{rasa_port}", timeout=_PATIENCE)
        try:
            if not rasa_process.wait_until_up(f"http://127.0.0.1:{rasa_port}/webhooks/bokji/", 120, children[1]):
                raise BotDidNotStart()
            yield bot
        finally:
            await bot.close()
            for child in children:
                child.terminate()
            for child in children:
                child.wait(10)
