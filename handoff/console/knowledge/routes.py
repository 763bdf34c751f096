"""The addresses under /console/knowledge."""

from __future__ import annotations

from fastapi import APIRouter

from handoff.console.knowledge import corrections, drafts, edit, pages

PARTS = (pages, edit, drafts, corrections)
router = APIRouter(include_in_schema=False)
for part in PARTS:
    router.include_router(part.router)
