"""The public data beside the checkout: a test that needs it is skipped where it is absent, but never in CI."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.paths import ROOT

SHARED = ROOT.parent / "shared" / "data"


def needs(path: Path) -> pytest.MarkDecorator:
    """In CI the test runs and fails, so that nothing is skipped silently."""
    return pytest.mark.skipif(not path.exists() and os.environ.get("CI") != "true", reason=f"{path} is not here")
