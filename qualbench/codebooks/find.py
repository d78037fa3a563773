"""From what a person types or a file says to a code and a role."""

from __future__ import annotations

import re
from difflib import get_close_matches

from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import PAIR_MARK, Code, Codebook


def find(codebook: Codebook, text: str) -> tuple[str, str]:
    """The id of the one code that ``text`` names, and the role or ``""``.

    ``text`` is an id (``cfir22.inner.culture``), an id without its framework
    (``inner.culture``), a name or an alias in any case, with ``&`` or ``and``, ``-ise`` or
    ``-ize``, or the last parts of an id (``tension``); for a characteristic with ``@`` and a
    role (``...need@recipients``). Raises NotFoundError where no code or more than one fits,
    and for an unknown role; RefusedError for a role on a code that takes none.
    """
    name, mark, role = text.strip().partition(PAIR_MARK)
    code = _code(codebook, name.strip())
    return code.id, _role(codebook, code, role.strip()) if mark else ""


def role_names(codebook: Codebook) -> tuple[str, ...]:
    """The roles as codings carry them: the last part of each id under ``codebook.roles``."""
    return tuple(_last(code) for code in _roles(codebook))


def _code(codebook: Codebook, text: str) -> Code:
    if text in codebook.by_id:
        return codebook.by_id[text]
    named = [code for code in codebook.codes if _short(code) == text]
    named = named or [code for code in codebook.codes if _folded(text) in _names(code)]
    named = named or [code for code in codebook.codes if code.id.endswith(f".{text}")]
    named = [code for code in named if not code.retired] or named
    if len(named) == 1:
        return named[0]
    if named:
        ids = ", ".join(code.id for code in named)
        raise NotFoundError(f'"{text}" names {len(named)} codes', f"write one of {ids}")
    raise NotFoundError(f'{codebook.name} has no code "{text}"', _nearest(codebook, text))


def _role(codebook: Codebook, code: Code, role: str) -> str:
    allowed = ", ".join(role_names(codebook)) or "none in this codebook"
    if not codebook.pairs_with_role(code.id):
        whom = codebook.characteristics or "no code here"
        raise RefusedError(
            f"{code.id} takes no role", f"only what stands under {whom} does; roles are {allowed}"
        )
    for known in _roles(codebook):
        if role in (_last(known), _short(known), known.id):
            return _last(known)
    raise NotFoundError(f'{codebook.name} has no role "{role}"', f"the roles are {allowed}")


def _roles(codebook: Codebook) -> tuple[Code, ...]:
    return codebook.children(codebook.roles) if codebook.roles else ()


def _last(code: Code) -> str:
    return code.id.rpartition(".")[2]


def _short(code: Code) -> str:
    return code.id.partition(".")[2] or code.id


def _names(code: Code) -> set[str]:
    return {_folded(name) for name in (code.name, *code.aliases)} - {""}


def _folded(text: str) -> str:
    spelled = re.sub(r"is(?=e|ing|ation)", "iz", text.casefold().replace("&", " and "))
    return " ".join(re.findall(r"\w+", spelled))


def _nearest(codebook: Codebook, text: str) -> str:
    ids = {name: code.id for code in codebook.codes for name in (*_names(code), _short(code))}
    near = get_close_matches(_folded(text) if " " in text else text.casefold(), ids, 9, 0)
    return "the nearest are " + ", ".join(list(dict.fromkeys(ids[name] for name in near))[:3])
