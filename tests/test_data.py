"""The data that people keep: programs, desks, situations, intents, utterances. Every problem is told at once."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.answers import answer
from bot.evidence import Decision
from bot.intents import ASKING, PERSON, SMALLTALK
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.check import check_knowledge
from bot.knowledge.directory import OFFICES, Directory
from bot.knowledge.figures import written
from bot.knowledge.linking.link import Link
from bot.knowledge.program import ASPECTS, PLACEHOLDER, Program
from bot.korean.jamo import has_tail
from bot.korean.normalize import normalize, squeeze
from bot.lines import line
from bot.paths import DATA, ROOT
from bot.safety.kinds import KINDS, utterance
from tests.knowledge import real_base
from tests.shared import needs

WELFARE = ROOT.parent / "shared" / "data" / "bokjiro-list-2026-06" / "welfare_full.json.gz"
LMS_BYTES = 2000
JANUARY = date(2027, 1, 4)  # figures of 2026 carry a warning then: the longest form of a reply
_CLOSED_BY = {"을": "를", "은": "는", "이": "가", "과": "와", "으로": "로"}  # josa after a consonant → after a vowel
_JOSA = "|".join([*_CLOSED_BY, *_CLOSED_BY.values()])
_READ_AS = {"%": "퍼센트", "kWh": "킬로와트시"}
# nlu_fallback is Rasa's own: a classifier gives it, no message is trained for it.
UNTRAINED = {"nlu_fallback"}


@pytest.fixture(scope="module")
def domain() -> dict[str, Any]:
    return load(ROOT / "domain.yml")


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return real_base()


def load(path: Path) -> dict[str, Any]:
    return dict(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def none_of(problems: list[str]) -> None:
    """Fails with the whole list, which an assertion would cut short."""
    if problems:
        pytest.fail("\n".join([f"{len(problems)} problems", *problems]), pytrace=False)


def test_every_program_desk_and_situation_file_is_right() -> None:
    problems, counts = check_knowledge()
    none_of([str(problem) for problem in problems])
    files = {kind: len(list((DATA / kind).glob("*.yml"))) for kind in ("programs", "situations")}
    assert counts["programs"] == files["programs"] and counts["situations"] == files["situations"]
    assert counts["desks"] > 0


def test_every_data_file_is_yaml() -> None:
    problems = []
    for path in sorted(DATA.rglob("*.yml")):
        try:
            load(path)
        except (yaml.YAMLError, UnicodeDecodeError, TypeError, ValueError) as error:
            problems.append(f"{path.relative_to(ROOT)}: {' '.join(str(error).split())}")
    none_of(problems)


def test_every_program_can_be_asked_of_somebody_at_both_offices(base: KnowledgeBase) -> None:
    directory, _ = Directory.load()
    none_of([
        f"data/programs/{program.id}.yml: nobody in {office} takes {program.unit}"
        for program in base.programs.values()
        for office in OFFICES
        if program.unit != "dong_center" and directory.desk_for(program.unit, office) is None
    ])  # fmt: skip


def test_no_two_programs_of_one_place_have_the_same_name(base: KnowledgeBase) -> None:
    owners: dict[tuple[str, str | None], list[str]] = {}
    for program in base.programs.values():
        owners.setdefault((squeeze(program.name), program.region), []).append(program.id)
    none_of([f"{name}: {', '.join(ids)}" for (name, _), ids in owners.items() if len(ids) > 1])


# Intents, rules, utterances.


def test_every_intent_has_training_messages(domain: dict[str, Any]) -> None:
    trained = {item["intent"]: path for path, item in training()}
    untrained = set(domain["intents"]) - trained.keys() - UNTRAINED
    unknown = [
        f"{path.relative_to(ROOT)}: {name} is not in domain.yml"
        for name, path in trained.items()
        if name not in domain["intents"]
    ]
    none_of([*unknown, *(f"domain.yml: {name} has no training message" for name in sorted(untrained))])


def test_every_training_file_is_named_for_its_intent() -> None:
    none_of(
        [
            f"{path.relative_to(ROOT)}: holds {item['intent']}"
            for path, item in training()
            if path.stem != item["intent"]
        ]
    )


def test_no_message_is_trained_for_two_intents() -> None:
    seen: dict[str, str] = {}
    twice = []
    for _, item in training():
        for text in messages_of(item):
            other = seen.setdefault(normalize(text).replace(" ", ""), item["intent"])
            if other != item["intent"]:
                twice.append(f"{text}: {other} and {item['intent']}")
    none_of(twice)


def test_every_intent_has_a_rule(domain: dict[str, Any]) -> None:
    rules = [rule for path in (DATA / "rules").glob("*.yml") for rule in load(path)["rules"]]
    led = {step["intent"]: rule["steps"][-1]["action"] for rule in rules for step in rule["steps"] if "intent" in step}
    assert set(domain["intents"]) - led.keys() == set()
    assert led.keys() - set(domain["intents"]) == set()
    assert set(led.values()) <= set(domain["actions"])


def test_every_intent_that_the_code_knows_is_one_of_the_domains(domain: dict[str, Any]) -> None:
    known = {
        *ASKING,
        "ask_office",
        "ask_recommendation",
        "out_of_scope",
        *PERSON,
        *SMALLTALK,
        *(f"crisis_{k}" for k in KINDS),
    }
    assert known == set(domain["intents"]) - UNTRAINED


def test_every_utterance_that_the_code_names_is_in_the_domain(domain: dict[str, Any]) -> None:
    none_of([f"{place}: {name}" for place, name in named_utterances() if name not in domain["responses"]])


def test_every_utterance_that_the_code_puts_together_is_in_the_domain(domain: dict[str, Any]) -> None:
    put_together = {f"utter_{name}" for name in SMALLTALK if name != "choose_option"}
    put_together |= {utterance(kind, subject) for kind in KINDS for subject in ("self", "other", "child")}
    assert put_together - domain["responses"].keys() == set()


def test_every_utterance_fits_into_one_long_text_message(domain: dict[str, Any]) -> None:
    longest = {
        "desk": "가" * 40,
        "due": "12월 31일(목) 오후 12시 59분",
        "year": "2026",
        "kind": "가" * 20,
        "number": "20261231-9999",
        "program": "가" * 60,
        "place": "가" * 20,
    }
    none_of([
        f"domain.yml: {name} has {size} bytes"
        for name, variants in domain["responses"].items()
        for variant in variants
        if (size := len(filled(variant["text"], longest).encode("cp949", "replace"))) > LMS_BYTES
    ])  # fmt: skip


def test_every_utterance_can_be_sent_in_a_korean_text_message(domain: dict[str, Any]) -> None:
    none_of([f"domain.yml: {name}: {letters!r}" for name, text in utterances(domain) if (letters := unsendable(text))])


def test_no_utterance_puts_a_josa_after_a_slot(domain: dict[str, Any]) -> None:
    josa = re.compile(rf"\}}({_JOSA}|이나|나|이라|라|이며|며)(?![가-힣])")
    none_of([f"domain.yml: {name}: {found[0]}" for name, text in utterances(domain) if (found := josa.search(text))])


def test_no_utterance_has_a_web_link(domain: dict[str, Any]) -> None:
    assert [name for name, text in utterances(domain) if re.search(r"https?:|www\.", text)] == []


# Answers.


def test_every_answer_fits_into_one_long_text_message(base: KnowledgeBase) -> None:
    none_of([
        f"data/programs/{program.id}.yml: {', '.join(aspects)} ({asked or 'plain'}) has {size} bytes"
        for program in base.programs.values()
        for aspects, asked in asked_of(program)
        if (size := len(reply(program, aspects, asked, base).encode("cp949"))) > LMS_BYTES
    ])  # fmt: skip


def test_no_answer_leaves_a_placeholder_open(base: KnowledgeBase) -> None:
    none_of([
        f"data/programs/{program.id}.yml: {', '.join(aspects)}"
        for program in base.programs.values()
        for aspects, asked in asked_of(program)
        if "{" in reply(program, aspects, asked, base)
    ])  # fmt: skip


def test_a_josa_after_a_figure_is_the_one_it_is_read_with(base: KnowledgeBase) -> None:
    """34만 9,700원을, but 20%를."""
    none_of([
        f"data/programs/{program.id}.yml: {match[0]}{josa} for {ending}"
        for program in base.programs.values()
        for text in (*program.answers.values(), *(detail.say for detail in program.details))
        for match, josa, ending in josas(program, text)
        if josa not in fitting(ending)
    ])  # fmt: skip


@needs(WELFARE)
def test_every_program_of_bokjiro_answers_to_its_official_name(base: KnowledgeBase) -> None:
    """One entry of 복지로's may be two programs here (희망저축계좌Ⅰ, Ⅱ): then one of them carries the common name."""
    official = {row["id"]: row["name"] for row in json.loads(gzip.decompress(WELFARE.read_bytes()))}
    names: dict[str, set[str]] = {}
    for program in base.programs.values():
        if program.serv_id:
            names.setdefault(program.serv_id, set()).update((program.name, *program.aliases))
    missing = [
        f"{serv_id}: {official[serv_id]}"
        for serv_id in names.keys() & official
        if official[serv_id] not in names[serv_id]
    ]
    none_of(sorted([*missing, *(f"{serv_id}: not on the list" for serv_id in names.keys() - official.keys())]))


def training() -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each block of training messages with its file."""
    for path in sorted((DATA / "nlu").rglob("*.yml")):
        for item in load(path)["nlu"]:
            if "intent" in item:
                yield path, item


def messages_of(item: dict[str, Any]) -> list[str]:
    return [row.removeprefix("- ").strip() for row in item["examples"].splitlines() if row.strip()]


def named_utterances() -> Iterator[tuple[str, str]]:
    """Utterances written out in the code; `f"utter_{…}"` and `utter_message` of rasa_sdk are none."""
    for folder in ("bot", "actions", "handoff"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
                for name in re.findall(r"\butter_[a-z_]*[a-z]\b(?![{(])", text):
                    yield f"{path.relative_to(ROOT)}:{number}", name


def utterances(domain: dict[str, Any]) -> Iterator[tuple[str, str]]:
    return ((name, variant["text"]) for name, variants in domain["responses"].items() for variant in variants)


def filled(text: str, slots: dict[str, str]) -> str:
    return re.sub(r"\{([a-z_]+)\}", lambda match: slots[match[1]], text)


def unsendable(text: str) -> str:
    """The letters of a text that cp949 does not have."""
    return "".join(letter for letter in text if not letter.encode("cp949", "ignore"))


def asked_of(program: Program) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every aspect and every pair of aspects, plain and with each of the details that a word calls up."""
    for asked in ("", *(detail.match[0] for detail in program.details)):
        yield from (((aspect,), asked) for aspect in ASPECTS)
        yield from ((pair, asked) for pair in permutations(ASPECTS, 2))


def reply(program: Program, aspects: tuple[str, ...], asked: str, base: KnowledgeBase) -> str:
    link = Link(program.id, program.name, 1.0, "name")
    decision = Decision("answer", 0.9, (link,), aspect=aspects[0], also=tuple((program.id, a) for a in aspects[1:]))
    return answer(decision, asked, base, JANUARY).text


def josas(program: Program, text: str) -> Iterator[tuple[re.Match[str], str, str]]:
    """Figures with a josa behind them, the josa, and the figure as it is read."""
    for match in PLACEHOLDER.finditer(text):
        if found := re.match(rf"({_JOSA})(?![가-힣])", text[match.end() :]):
            for row in program.amounts[match[1]]:
                said = written(row, match[2] or "value")
                yield match, found[1], next((read for sign, read in _READ_AS.items() if said.endswith(sign)), said)


def fitting(ending: str) -> set[str]:
    """The josa that fit behind a word: 원을, 퍼센트를, 7일로."""
    last = ending[-1]
    if last.isdigit():
        closed, on_l = last in "013678", last in "178"
    else:
        closed, on_l = has_tail(last), (ord(last) - 0xAC00) % 28 == 8
    fit = set(_CLOSED_BY) if closed else set(_CLOSED_BY.values())
    return (fit - {"으로"}) | {"로"} if on_l else fit


def test_the_words_of_the_front_door_are_those_of_the_domain(domain: dict[str, Any]) -> None:
    assert line("utter_greet") == domain["responses"]["utter_greet"][0]["text"]
