"""One report, shown in the terminal, as JSON and as a page."""

from __future__ import annotations

import io
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from rich.console import Console

from bot.evaluation.comparison import compare_paired
from bot.evaluation.data import as_data, figures_of
from bot.evaluation.intervals import Share
from bot.evaluation.page import as_page, percent
from bot.evaluation.report import Report, make_report
from bot.evaluation.terminal import print_report
from tests.bot.evaluation.factories import ASKED, RIGHT, judged, label, made

OLD = {**ASKED, "persona": "79세 경상도", "id": "a"}
TAKEN = label("handoff", text="<b>어머니가</b> & 저", persona="딸", id="b", referral=["senior"])


def report(**more: Any) -> Report:
    rows = judged(*[(OLD, RIGHT)] * 29, (OLD, made("answer", "elder_pension", aspect="where")), (TAKEN, RIGHT))
    return make_report("some.jsonl", rows, **more)


def test_aspects_and_kinds_of_writers_are_told_apart() -> None:
    found = report()
    assert found.aspects["amount"]["aspect"] == Share(29, 30) and found.aspects["amount"]["right"] == Share(30, 30)
    assert found.writers["elderly"]["decision"] == found.writers["dialect"]["decision"] == Share(30, 30)
    assert "relative" not in found.writers  # one message says nothing about a kind of writer


def test_what_was_taken_for_what_is_counted() -> None:
    found = report()
    assert found.decisions["handoff"]["answer"] == 1 and found.decisions["answer"]["handoff"] == 0
    assert found.taken_for["amount"]["where"] == 1


def test_figures_come_back_from_json_as_they_were() -> None:
    data = json.loads(json.dumps(as_data(report())))
    figures = report().measures.figures
    assert figures_of(data["measures"])["decision"] == figures["decision"]
    assert figures_of(data["measures"])["ece"].value == pytest.approx(figures["ece"].value, abs=1e-4)
    assert "crises" not in data["measures"]  # none was due


def test_the_terminal_shows_measures_groups_comparison_and_mistakes() -> None:
    out = io.StringIO()
    better = judged(*[(OLD, RIGHT)] * 30, (TAKEN, made("handoff")))
    changes = compare_paired(report().judged, better)
    print_report(report(changes=changes, against="old.jsonl"), 1, Console(file=out, width=160))
    shown = out.getvalue()
    for words in (
        "31 messages",
        "elderly",
        "amount",
        "against old.jsonl",
        "no clear difference",
        "b: handoff -> answer",
    ):
        assert words in shown
    assert "aspect where" not in shown  # only one mistake was asked for


class Tags(HTMLParser):
    """What a page opens and does not close, and the addresses that it would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag not in ("meta", "br", "link", "img"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_needs_nothing_else_and_closes_what_it_opens() -> None:
    page = as_page(report(changes=compare_paired(report().judged, report().judged), against="old.jsonl"))
    tags = Tags()
    tags.feed(page)
    assert tags.open == [] and tags.addresses == []
    assert "<script" not in page and "url(" not in page and "@import" not in page


def test_the_page_has_both_plots_and_every_measure() -> None:
    page = as_page(report())
    assert page.count('role="img"') == 2
    assert all(m.label in page for m in report().shown)
    assert "nan" not in re.sub(r"<[^>]*>", "", page)


def test_what_a_message_holds_stays_text() -> None:
    page = as_page(report())
    assert "<b>어머니가" not in page and "&lt;b&gt;어머니가&lt;/b&gt; &amp; 저" in page


def test_a_page_of_no_messages_is_a_page() -> None:
    assert "Too few automatic answers" in as_page(make_report("none.jsonl", []))


@pytest.mark.parametrize(
    ("value", "written"), [(0.023, "2.3 %"), (0.93, "93 %"), (0.0996, "10 %"), (float("nan"), "–")]
)
def test_small_percentages_keep_a_decimal(value: float, written: str) -> None:
    assert percent(value) == written
