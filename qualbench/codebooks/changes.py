"""What differs between two versions of a codebook: in words, and for what was coded."""

from __future__ import annotations

from collections.abc import Iterator

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
