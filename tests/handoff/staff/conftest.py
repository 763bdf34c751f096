"""Passwords that are quick to hash: what is tested here is not how slow argon2 is."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from handoff.staff import passwords


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: hasher)
