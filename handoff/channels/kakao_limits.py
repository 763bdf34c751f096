"""What Kakao accepts as an answer of a skill (SkillResponse 2.0); one broken rule and the resident sees nothing.

`kakao-chatbot` builds answers but checks none of these limits, so they stand here, as data where they can.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

TEXT = 1000
OUTPUTS = 3
QUICK_REPLIES = 10
LABEL = 14
LABEL_BESIDE_ANOTHER = 8

Body = Mapping[str, Any]

# component → field → most letters
_LETTERS = {
    "simpleText": {"text": TEXT},
    "simpleImage": {"altText": 50},
    "textCard": {"title": 50, "description": 400},
    "basicCard": {"title": 50, "description": 230},
    "commerceCard": {"title": 30, "description": 40},
    "itemCard": {"title": 200, "description": 200},
    "listCard": {},
    "carousel": {},
}
# component → fields of which each must be there
_REQUIRED = {
    "simpleText": ("text",),
    "simpleImage": ("imageUrl",),
    "basicCard": ("thumbnail",),
    "commerceCard": ("price", "thumbnails"),
    "listCard": ("header", "items"),
    "itemCard": ("itemList",),
    "carousel": ("type", "items"),
}
_ACTION_NEEDS = {"webLink": "webLinkUrl", "message": "messageText", "block": "blockId", "phone": "phoneNumber"}
_ACTIONS = {*_ACTION_NEEDS, "share", "operator"}
_IN_CAROUSEL = {"basicCard": 10, "commerceCard": 10, "itemCard": 10, "textCard": 10, "listCard": 5}


def validate(body: Any) -> list[str]:
    """Every rule that an answer breaks, as lines to read; none: Kakao shows it."""
    return list(_broken(body))


def _broken(body: Any) -> Iterator[str]:
    if not isinstance(body, Mapping):
        yield "answer: not a JSON object"
        return
    if body.get("version") != "2.0":
        yield 'version: must be "2.0"'
    if body.get("useCallback") is True:
        if "template" in body:
            yield "template: not beside useCallback"
        return
    template = body.get("template")
    if not isinstance(template, Mapping):
        yield "template: missing"
        return
    yield from _outputs(template.get("outputs"))
    yield from _quick_replies(template.get("quickReplies", []))


def _outputs(outputs: Any) -> Iterator[str]:
    if not isinstance(outputs, list) or not 1 <= len(outputs) <= OUTPUTS:
        yield f"outputs: 1 to {OUTPUTS} needed"
        return
    for place, output in enumerate(outputs):
        where = f"outputs[{place}]"
        if not isinstance(output, Mapping) or len(output) != 1:
            yield f"{where}: exactly one component needed"
            continue
        ((kind, component),) = output.items()
        yield from _component(f"{where}.{kind}", kind, component)


def _component(where: str, kind: str, component: Any) -> Iterator[str]:
    if kind not in _LETTERS or not isinstance(component, Mapping):
        yield f"{where}: no such component"
        return
    for field in _REQUIRED.get(kind, ()):
        if not component.get(field) and component.get(field) != 0:
            yield f"{where}.{field}: missing"
    for field, most in _LETTERS[kind].items():
        yield from _letters(f"{where}.{field}", component.get(field), most)
    if kind == "textCard":
        yield from _text_card(where, component)
    if kind == "carousel":
        yield from _carousel(where, component)
    yield from _count(f"{where}.items", component.get("items"), 5 if kind == "listCard" else 10)
    yield from _count(f"{where}.itemList", component.get("itemList"), 10)
    yield from _buttons(where, component)


def _text_card(where: str, card: Body) -> Iterator[str]:
    title, description = str(card.get("title") or ""), str(card.get("description") or "")
    if not title and not description:
        yield f"{where}: title or description needed"
    if len(title) + len(description) > 400:
        yield f"{where}: title and description together over 400 letters"


def _carousel(where: str, carousel: Body) -> Iterator[str]:
    kind, items = carousel.get("type"), carousel.get("items")
    if kind not in _IN_CAROUSEL:
        yield f"{where}.type: not a card"
    elif isinstance(items, list):
        yield from _count(f"{where}.items", items, _IN_CAROUSEL[kind])
        for place, item in enumerate(items):
            yield from _component(f"{where}.items[{place}]", kind, item)


def _buttons(where: str, component: Body) -> Iterator[str]:
    buttons = component.get("buttons") or []
    if not isinstance(buttons, list):
        yield f"{where}.buttons: not a list"
        return
    beside = component.get("buttonLayout") == "horizontal"
    yield from _count(f"{where}.buttons", buttons, 2 if beside else 3)
    for place, button in enumerate(buttons):
        at = f"{where}.buttons[{place}]"
        if not isinstance(button, Mapping):
            yield f"{at}: not an object"
            continue
        yield from _letters(f"{at}.label", button.get("label"), LABEL_BESIDE_ANOTHER if beside else LABEL, needed=True)
        yield from _action(at, button, _ACTIONS)


def _quick_replies(replies: Any) -> Iterator[str]:
    if not isinstance(replies, list):
        yield "quickReplies: not a list"
        return
    yield from _count("quickReplies", replies, QUICK_REPLIES)
    for place, reply in enumerate(replies):
        at = f"quickReplies[{place}]"
        if not isinstance(reply, Mapping):
            yield f"{at}: not an object"
            continue
        yield from _letters(f"{at}.label", reply.get("label"), LABEL, needed=True)
        yield from _action(at, reply, {"message", "block"})


def _action(at: str, pressed: Body, allowed: set[str]) -> Iterator[str]:
    action = pressed.get("action")
    if action not in allowed:
        yield f"{at}.action: not one of {', '.join(sorted(allowed))}"
    elif action in _ACTION_NEEDS and not pressed.get(_ACTION_NEEDS[action]):
        yield f"{at}.{_ACTION_NEEDS[action]}: missing"


def _letters(where: str, text: Any, most: int, *, needed: bool = False) -> Iterator[str]:
    if text is None and not needed:
        return
    if not isinstance(text, str) or (needed and not text):
        yield f"{where}: text needed"
    elif len(text) > most:
        yield f"{where}: {len(text)} letters, {most} allowed"


def _count(where: str, things: Any, most: int) -> Iterator[str]:
    if things is not None and (not isinstance(things, list) or len(things) > most):
        yield f"{where}: at most {most}"
