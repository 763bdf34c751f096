"""Everyday words are found wherever they stand, and terms have numbers."""

from __future__ import annotations

from bot.knowledge.catalog.terms import everyday_pairs, everyday_words, load_everyday
from bot.knowledge.catalog.vocabulary import Vocabulary
from bot.knowledge.search import pairs_of
from bot.korean.normalize import squeeze


def test_each_everyday_word_is_found_within_a_text() -> None:
    for sayings, means in load_everyday():
        ways = [frozenset(pairs_of(squeeze(word))) for word in means]
        assert all(ways in everyday_words(f"혹시{saying}요") for saying in sayings)


def test_a_text_without_everyday_words_has_none() -> None:
    assert everyday_words("") == [] and everyday_words("abc") == []


def test_rarities_are_those_of_the_catalog_alone() -> None:
    ours = sorted(everyday_pairs())[0]
    vocabulary = Vocabulary([("택시", 0.4), ("#택시", 0.3)])
    numbers, rarity = vocabulary.look_up(["#택시", ours, "없는말"])
    assert rarity == {"#택시": 0.3} and numbers["#택시"] == 2 and numbers[ours] > 2 and "없는말" not in numbers
    places = vocabulary.places([numbers[ours], 2])
    assert [places[number] for number in (numbers[ours], 2, 1, 0)] == [1, 2, 0, 0]
