"""The rows of an XML answer, parsed so that no answer can fill the memory."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from handoff.knowledge.readers.envelopes import opened
from handoff.knowledge.readers.reading import Content, UnreadableImport

_DEPTH = 3  # wantedList > servList > inqplCtadrList: deeper goes no answer, so neither does the recursion


def xml_content(text: str) -> Content:
    """Raises UnreadableImport where it is cut off, has a DOCTYPE, or a root that no service sends."""
    # The standard parser expands entities, and ten that name each other ten times fill the memory. Entities need a
    # DOCTYPE, which no service sends: what has one is not parsed at all.
    if "<!DOCTYPE" in text:
        raise UnreadableImport("XML with a DOCTYPE, which no service sends")
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError) as error:
        raise UnreadableImport(f"broken XML: {error}") from None
    content = opened({root.tag: _fields(root)})
    if content is None:
        raise UnreadableImport(f"XML that begins with {root.tag[:40]}, which no service sends")
    return content


def _fields(element: ElementTree.Element, depth: int = _DEPTH) -> dict[str, Any]:
    """Texts by tag; an element with children becomes one of a list, as these repeat."""
    fields: dict[str, Any] = {}
    for child in element:
        if len(child) == 0:
            fields.setdefault(child.tag, child.text or "")
        elif depth and isinstance(fields.setdefault(child.tag, []), list):
            fields[child.tag].append(_fields(child, depth - 1))
    return fields
