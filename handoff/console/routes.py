"""The console's addresses, for app.py."""

from __future__ import annotations

from fastapi import APIRouter

from handoff.console import actions, case_page, lists, live, referrals, sign_in, static_files
from handoff.console.knowledge import routes as knowledge

router = APIRouter(include_in_schema=False)
for part in (sign_in, lists, case_page, actions, referrals, live, knowledge, static_files):
    router.include_router(part.router)
