"""Whether somebody asks about their own case, 나도 받을 수 있어?, and not about the rule alone."""

from __future__ import annotations

import re

from bot.korean.normalize import squeeze

_WHO = (
    r"(^나(?!이|라|중)|^저(?!소득|희)|내가|제가|나는|저는|나도|저도|나이거|저이거|나이것|저이것|나그거|저그거|나요|저요|나두|저두|우리(?!나라|구|시|동)|저희"
    r"|울|엄마|아빠|어머니|어머님|아버지|아버님|부모님|할머니|할아버지|남편|아내|집사람|아들|딸|본인)"
)
_MAY = r"(받을수|받을까|탈수|되나|되는지|되는가|될까|될란|되려나|되요|돼요|될지|해당|대상|자격|가능)"
_ABOUT_ONESELF = re.compile(rf"{_WHO}.*{_MAY}")
_CHECK = re.compile(
    r"(받을수있는지|받을수있나|자격|대상인지|되는지|되는가|될란가|될랑가|될까|되나|가능한지|해당되는지).{0,4}(확인|알아봐|봐줘|봐주|살펴|따져|찾아|체크|골라)"
)
_THIS_ONE = re.compile(r"^(나|저|나도|저도|내가|제가)(이거|이것|그거|그것|이건|그건)(도)?(받을수|되나|될까|탈수|돼|되)")


def asks_for_oneself(text: str) -> bool:
    """나 이거 받을 수 있어?, 우리 엄마도 되나요, 자격 되는지 봐 주세요; not 누가 받을 수 있나요."""
    return _ABOUT_ONESELF.search(squeeze(text)) is not None or wants_check(text)


def wants_check(text: str) -> bool:
    """자격 되는지 봐 주세요, 나 이거 받을 수 있어?: it is to be looked at, not explained."""
    bare = squeeze(text)
    return _CHECK.search(bare) is not None or _THIS_ONE.search(bare) is not None
