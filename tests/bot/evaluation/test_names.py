from __future__ import annotations

import pytest

from bot.evaluation.names import same_program
from tests.bot.factories import PENSION, create_program


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("어르신연금", True),
        ("노인연금", True),
        ("어르신 연금", True),
        ("어르신연금 지원사업", True),
        ("어르신연금(기초)", True),
        ("어르신수당", False),
        ("연금", False),
    ],
)
def test_official_names_are_compared_without_brackets_spaces_and_endings(name: str, same: bool) -> None:
    assert same_program(PENSION, [name]) is same


def test_a_short_name_keeps_its_ending() -> None:
    assert not same_program(create_program(name="일자리사업"), ["일자리지원센터"])
