"""Secrets of a machine that was given none: made once, kept under var/ with no access for others."""

from __future__ import annotations

import os

from cryptography.fernet import Fernet, MultiFernet

from bot.paths import VAR


def kept_secret(name: str) -> str:
    """The secret of this name, made at the first call; two processes starting at once get the same one."""
    VAR.mkdir(parents=True, exist_ok=True)
    path = VAR / f"{name}.secret"
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="ascii") as file:
            file.write(Fernet.generate_key().decode())
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            pass  # another process was first; its secret is the one
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()


def cipher_of(keys: str) -> MultiFernet:
    """Encrypts with the first of some keys written with commas between, and reads what any of them wrote."""
    return MultiFernet([Fernet(key.strip()) for key in keys.split(",") if key.strip()])
