"""An amended policy as a policy file: the text of the file with the amendments made in place, its comments kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..amendment import NAMED, Amendment
from ..errors import FaultsError, Path
from ..policy import Policy
from .amending import REPLACING_ONE_ANOTHER, pair_of, plain
from .amendment_file import amended
from .draft import Draft, block
from .heading import headed
from .policy_file import policy_from_text

Given = Mapping[str, Any] | str | None
"""What an amendment gives for an entry: its fields, a text, or null."""


def amended_text(text: str, policy: Policy, amendments: Sequence[Amendment], source: str = "", target: str = "") -> str:
    """The text of a policy with amendments made; laid out anew, without its comments, where it cannot be done in place.

    `text` is that of `policy`, at the path `source`; `target` is where it will be written.
    """
    after = amended(policy, *amendments)
    titles = "; ".join(one.title for one in amendments)
    comment = f"{policy.policy}, amended: {titles}" if titles else policy.policy
    edited = _edited(text, amendments)
    if not _says(edited, after):
        return "".join([f"# {comment}\n", *(block(key, value, 0, 2) for key, value in plain(after).items())])
    return headed(edited, [comment], source, target)


def _edited(text: str, amendments: Sequence[Amendment]) -> str:
    """The text edited in place; the text as it is where an entry is not where it should be."""
    draft = Draft(text)
    given: dict[Path, list[Given]] = {}
    for amendment in amendments:
        for section in NAMED:
            for name, one in getattr(amendment, section).items():
                given.setdefault((section, name), []).append(one)
    try:
        _entries(draft, given)
        for pair in (pair for amendment in amendments for pair in amendment.incompatible):
            _pair(draft, pair)
    except KeyError:
        return text
    return draft.text


def _says(text: str, policy: Policy) -> bool:
    try:
        return policy_from_text(text) == policy
    except FaultsError:
        return False


def _entries(draft: Draft, given: Mapping[Path, Sequence[Given]]) -> None:
    """Every entry as the amendments give it, one after another: as many as can be are written anew at once."""
    rewritten = {path: text for path, several in given.items() if (text := _anew(draft, path, several)) is not None}
    if any(_emptied(draft, section, rewritten) for section in NAMED):
        rewritten = {}
    draft.rewrite(rewritten)
    for path, several in given.items():
        for one in () if path in rewritten else several:
            _entry(draft, path, one)


def _anew(draft: Draft, path: Path, several: Sequence[Given]) -> str | None:
    """The lines of an entry with its changes made; None where it is not there throughout or has no lines of its own."""
    text = draft.own(path) if path in draft and None not in several[:-1] else None
    if text is None or several[-1] is None:
        return text and ""
    part = Draft(text)
    for one in several:
        _entry(part, path[1:], one)
    return part.text


def _emptied(draft: Draft, section: str, rewritten: Mapping[Path, str]) -> bool:
    """Whether every entry of a section would be taken out."""
    children = draft.children((section,))
    return bool(children) and all(rewritten.get((section, name)) == "" for name in children)


def _entry(draft: Draft, path: Path, given: Given) -> None:
    """One entry: repealed, changed or enacted."""
    if given is None:
        draft.drop(path)
    elif isinstance(given, str):
        draft.set(path, given)
    elif path in draft:
        _change(draft, path, given)
    elif path[:-1] in draft:
        draft.set(path, _without_nulls(given))
    else:
        draft.set(path[:-1], {path[-1]: _without_nulls(given)})


def _without_nulls(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value is not None}


def _change(draft: Draft, entry: Path, given: Mapping[str, Any]) -> None:
    """One entry: the fields given are set, those that they replace and those given as null are taken out."""
    gone = [
        one
        for together in REPLACING_ONE_ANOTHER.values()
        if any(key in together for key in given)
        for one in together
        if one not in given
    ]
    for field, value in {**given, **dict.fromkeys(gone)}.items():
        path = (*entry, field)
        if value is not None:
            draft.set(path, value)
        elif path in draft:
            draft.drop(path)


def _pair(draft: Draft, given: Mapping[str, Any]) -> None:
    """One pair of `incompatible`."""
    index = next((at for at, one in enumerate(_pairs(draft)) if pair_of(one) == pair_of(given)), None)
    if given.get("why", "") is None and index is not None:
        draft.drop(("incompatible", index))
    elif index is not None and "why" in given:
        draft.set(("incompatible", index, "why"), given["why"])
    elif index is None and ("incompatible",) in draft:
        draft.insert(("incompatible", len(_pairs(draft))), dict(given))
    elif index is None:
        draft.set(("incompatible",), [dict(given)])


def _pairs(draft: Draft) -> list[Mapping[str, Any]]:
    found = draft.content().get("incompatible", [])
    return found if isinstance(found, list) else []
