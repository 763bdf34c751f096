"""Secrets of a development machine: made once, kept under var/ with no access for others."""

from __future__ import annotations

import os

from cryptography.fernet import Fernet

from bot.paths import VAR


def kept_secret(name: str) -> str:
    """The secret of this name, made at the first call; two processes starting at once get the same one."""
    VAR.mkdir(parents=True, exist_ok=True)
    path = VAR / f"{name}.secret"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(Fernet.generate_key().decode())
    return path.read_text(encoding="ascii")
