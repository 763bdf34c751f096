"""What is known when a decision is made: what the message shows, and what was said before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.knowledge.linking.link import Link
from bot.korean.facts import Facts

TRAIL = 6  # programs spoken of that can be come back to


@dataclass(frozen=True)
class Evidence:
    """Gathered by the components of config.yml from one message; nothing in it is a decision."""

    text: str
    intents: Mapping[str, float]
    links: tuple[Link, ...] = ()
    imported: tuple[Link, ...] = ()  # programs of the second tier that are likelier meant than ours; via "imported"
    facts: Facts = field(default_factory=Facts)
    crisis: Mapping[str, Any] | None = None  # the crisis net's finding, as a dict
    known: float = 0.0  # share of the message's words that the knowledge base uses
    units: Mapping[str, float] = field(default_factory=dict)  # referral unit → how much the story sounds like it
    asked: tuple[str, ...] = ()  # aspects, where several questions were asked, one each
    groups: Mapping[str, float] | None = None  # what it amounts to, by bot/blend.py; none: read from the intents alone
    in_talk: Mapping[str, float] | None = None  # what it asks or amounts to as a message in a talk, by bot/in_talk.py


@dataclass(frozen=True)
class Option:
    """A choice that was offered, in the order it was numbered; `program` and `aspect` are what choosing it asks.

    With the aspect `dong` there is no program: the label is the dong whose center is asked for.
    """

    label: str
    program: str
    aspect: str | None = None


@dataclass(frozen=True)
class Context:
    """What was said before, as far as it still holds; empty at a fresh start."""

    program: str | None = None
    trail: tuple[str, ...] = ()  # programs spoken of, newest first
    aspect: str | None = None
    options: tuple[Option, ...] = ()
    situation: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)  # what was told of ages and the household
    screening: Mapping[str, Any] | None = None  # bot/eligibility/screening.py, as a dict
    handed_off: str | None = None  # the reason, once a person was asked for in this conversation
    channel: str = "sms"
    office: str = "dongjak"


@dataclass(frozen=True)
class Guess:
    """One of the three readings a counselor is shown."""

    decision: str
    label: str
    confidence: float


@dataclass(frozen=True)
class Decision:
    """The contract's record, and what the words of the reply need besides."""

    decision: str
    confidence: float
    programs: tuple[Link, ...] = ()
    aspect: str | None = None
    referral: tuple[str, ...] = ()
    reason: str | None = None  # of a handoff
    crisis: str | None = None  # kind
    subject: str = "self"
    relation: str = "self"
    legal: str | None = None
    utterance: str | None = None  # fixed words of domain.yml, for smalltalk and out of scope
    options: tuple[Option, ...] = ()
    also: tuple[tuple[str, str], ...] = ()  # further (program, aspect) asked in the same message
    situation: tuple[str, ...] = ()
    guesses: tuple[Guess, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    place: str | None = None  # where the resident lives, when that is not here
    why: tuple[str, ...] = ()  # what moved it most, for a person to read

    def record(self) -> dict[str, Any]:
        """As it travels to the front door and stands in the batch interface."""
        return {
            "decision": self.decision,
            "programs": [link.as_dict() for link in self.programs],
            "aspect": self.aspect,
            "referral": list(self.referral),
            "confidence": round(self.confidence, 4),
            "reason": self.reason,
            "crisis": self.crisis,
            "subject": self.subject,
            "relation": self.relation,
            "legal": self.legal,
            "guesses": [vars(guess) for guess in self.guesses],
            "facts": dict(self.facts),
            "why": list(self.why),
        }
