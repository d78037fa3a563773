"""What differs between two versions of a codebook: in words, and for what was coded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualbench.model import Code, Codebook

_TEXTS = ("definition", "local", "include", "exclude", "examples", "polarity")


def changes(old: Codebook, new: Codebook) -> tuple[str, ...]:
    """One line for each code that was added, renamed, moved, merged, retired or reworded."""
    return (*_each_code(old, new), *_orders(old, new))


def _each_code(old: Codebook, new: Codebook) -> Iterator[str]:
    for code in new.codes:
        before = old.by_id.get(code.id)
        if before is None:
            yield f"added {code.name}{_under(new, code)}"
        elif before != code:
            yield from _differences(old, new, before, code)
    for code in old.codes:
        if code.id not in new.by_id:
            yield f"left out {code.name}"


def _differences(old: Codebook, new: Codebook, before: Code, code: Code) -> Iterator[str]:
    if before.name != code.name:
        yield f"renamed {before.name} to {code.name}"
    if before.parent != code.parent:
        yield f"moved {code.name}{_under(new, code, ' to the top')}"
    if code.merged_into and code.merged_into != before.merged_into:
        yield f"merged {code.name} into {_name(new, code.merged_into)}"
    elif code.retired and not before.retired:
        yield f"retired {code.name}"
    if before.retired and not code.retired:
        yield f"restored {code.name}"
    if texts := [name for name in _TEXTS if getattr(before, name) != getattr(code, name)]:
        yield f"reworded {code.name} ({', '.join(texts)})"


def _orders(old: Codebook, new: Codebook) -> Iterator[str]:
    """Where the codes that stood under one parent, and stand there still, changed places."""
    for parent in (None, *(code.id for code in old.codes)):
        before = [code.id for code in old.children(parent)]
        after = [code.id for code in new.children(parent)]
        stayed = set(before) & set(after)
        if [i for i in before if i in stayed] != [i for i in after if i in stayed]:
            yield f"reordered {_name(new, parent) if parent else 'the top'}"


def _under(book: Codebook, code: Code, top: str = "") -> str:
    return f" under {_name(book, code.parent)}" if code.parent else top


def _name(book: Codebook, code_id: str) -> str:
    return book.by_id[code_id].name if code_id in book.by_id else code_id


@dataclass(frozen=True, slots=True)
class Rewording:
    """On one matter, what a code said and what it says now, item by item.

    ``code`` is its name now; ``what`` a text of it, or name, polarity, use, or what is below it.
    """

    code: str
    what: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def rewordings(old: Codebook, new: Codebook, code_id: str) -> tuple[Rewording, ...]:
    """What a code says otherwise in the new version; nothing unless both versions have it."""
    if code_id not in old.by_id or code_id not in new.by_id:
        return ()
    then, now = _says(old, old.by_id[code_id]), _says(new, new.by_id[code_id])
    then["below"], now["below"] = _came_and_went(old, new, code_id)
    name = new.by_id[code_id].name
    return tuple(
        Rewording(name, what, then[what], now[what]) for what in then if then[what] != now[what]
    )


def _says(book: Codebook, code: Code) -> dict[str, tuple[str, ...]]:
    texts = {name: getattr(code, name) for name in ("name", *_TEXTS)}
    into = f"merged into {_name(book, code.merged_into)}" if code.merged_into else ""
    said = {name: text if isinstance(text, tuple) else (text,) for name, text in texts.items()}
    return said | {"use": (into or ("retired" if code.retired else "in use"),)}


def _came_and_went(
    old: Codebook, new: Codebook, code_id: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """By name: which codes in use stand below a code no more, and which do only now."""
    then = {code.id: code.name for code in old.children(code_id) if not code.retired}
    now = {code.id: code.name for code in new.children(code_id) if not code.retired}
    return tuple(then[i] for i in then if i not in now), tuple(now[i] for i in now if i not in then)


def reads_differently(old: Codebook, new: Codebook) -> frozenset[str]:
    """The codes of both versions that say something else in the new one.

    Names, texts, whether a code is in use and what stands below it count; its place does not.
    """
    says, now = _readings(old), _readings(new)
    return frozenset(code for code in says if code in now and says[code] != now[code])


def _readings(book: Codebook) -> dict[str, tuple[object, ...]]:
    below: dict[str | None, set[str]] = {}
    for code in book.codes:
        if not code.retired:
            below.setdefault(code.parent, set()).add(code.id)
    return {
        code.id: (
            code.name,
            *(getattr(code, name) for name in _TEXTS),
            code.retired,
            code.merged_into,
            frozenset(below.get(code.id, ())),
        )
        for code in book.codes
    }
