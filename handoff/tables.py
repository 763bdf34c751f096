"""Imports every folder's tables, for the migrations and for tests that make a database."""

from handoff.cases import tables as cases
from handoff.db import Base
from handoff.delivery import tables as delivery
from handoff.intake import tables as intake
from handoff.knowledge import tables as knowledge
from handoff.knowledge.imports import tables as imports
from handoff.people import tables as people
from handoff.staff import tables as staff

metadata = Base.metadata

__all__ = ["cases", "delivery", "imports", "intake", "knowledge", "metadata", "people", "staff"]
