"""An amendment laid over the plain data of a policy, entry by entry, remembering what comes from where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..amendment import NAMED, Amendment, Deed
from ..errors import Fault, Path, Places, did_you_mean
from ..policy import MODALITIES, Policy

_TOGETHER = {"norms": MODALITIES, "readings": ("range", "values")}
"""Keys of an entry that count as one field: naming one of them replaces whichever the policy gave."""

Pair = frozenset[str]


@dataclass
class Laid:
    """The data of the amended policy.

    `origin` gives for each entry of it that is amended the entry of the amendment; `deeds` what the
    amendment does with each of its own entries; `faults` what it repeals that is not there.
    """

    data: dict[str, Any]
    origin: dict[Path, Path] = field(default_factory=dict)
    deeds: dict[Path, Deed] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def plain(policy: Policy) -> dict[str, Any]:
    """A policy as the plain data of its file, without what is default; `policy_from` takes it back.

    >>> from .policy_file import load_policy, policy_from
    >>> policy_from(plain(load_policy())) == load_policy()
    True
    """
    return policy.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)


def laid_over(policy: Policy, amendment: Amendment) -> Laid:
    """The amendment laid over the policy; the amended names stay where they stood, new ones come last."""
    laid = Laid(plain(policy))
    for section in NAMED:
        laid.data.setdefault(section, {})
        for name, given in getattr(amendment, section).items():
            _named(laid, amendment.places, (section, name), given)
    _pairs(laid, amendment)
    return laid


def _named(laid: Laid, places: Places, entry: tuple[str, str], given: Mapping[str, Any] | str | None) -> None:
    """One entry that has a name: repealed, changed or enacted."""
    section, name = entry
    entries = laid.data[section]
    laid.deeds[entry] = "repeals" if given is None else "changes" if name in entries else "enacts"
    if given is not None:
        laid.origin[entry] = entry
        together = _TOGETHER.get(section, ())
        entries[name] = given if isinstance(given, str) else _replaced(entries.get(name, {}), given, together)
    elif entries.pop(name, None) is None:
        message = f"there is no {section.removesuffix('s')} `{name}` to repeal"
        laid.faults.append(Fault(places.key(entry), "nothing-to-repeal", message, did_you_mean(name, entries)))


def _replaced(before: Mapping[str, Any], given: Mapping[str, Any], together: tuple[str, ...]) -> dict[str, Any]:
    """The entry with the fields replaced that are given; one given as null is taken out."""
    gone = together if any(name in together for name in given) else ()
    kept = {name: value for name, value in before.items() if name not in gone}
    return {name: value for name, value in {**kept, **given}.items() if value is not None}


def _pairs(laid: Laid, amendment: Amendment) -> None:
    """The entries of `incompatible`, each known by its two actions in either order."""
    pairs: dict[Pair, dict[str, Any]] = {frozenset(one["pair"]): one for one in laid.data.get("incompatible", [])}
    given_at: dict[Pair, Path] = {}
    for index, given in enumerate(amendment.incompatible):
        path: Path = ("incompatible", index)
        before = pairs.get(_pair(given), {})
        laid.deeds[path] = "repeals" if given.get("why", "") is None else "changes" if before else "enacts"
        if fault := _pair_fault(given, pairs, given_at):
            laid.faults.append(Fault(amendment.places.value(path), *fault))
            continue
        given_at[_pair(given)] = path
        if given.get("why", "") is None:
            del pairs[_pair(given)]
        else:
            pairs[_pair(given)] = {**given, **before, **{name: one for name, one in given.items() if name != "pair"}}
    laid.data["incompatible"] = list(pairs.values())
    amended = [(index, given_at[pair]) for index, pair in enumerate(pairs) if pair in given_at]
    laid.origin.update({("incompatible", index): path for index, path in amended})


def _pair(entry: Mapping[str, Any]) -> Pair:
    """What an entry of `incompatible` is known by: its actions; nothing where it does not name two."""
    pair = entry.get("pair")
    words = isinstance(pair, list | tuple) and len(pair) == 2 and all(isinstance(name, str) for name in pair)
    return frozenset(pair) if words and pair else frozenset()


def _pair_fault(
    given: Mapping[str, Any], pairs: Mapping[Pair, Mapping[str, Any]], given_at: Mapping[Pair, Path]
) -> tuple[str, str, str] | None:
    """Code, message and cure of what is wrong with an entry of `incompatible` by itself."""
    why = given.get("why", pairs.get(_pair(given), {}).get("why"))
    if not _pair(given) or not ((isinstance(why, str) and why) or ("why" in given and why is None)):
        cure = "{pair: [one, another], why: ...}; a pair of the policy whose why is null is repealed"
        return "wrong-value", "expected a pair of two actions, and why they cannot both be done", cure
    if _pair(given) in given_at:
        return "duplicate-key", "this pair is given twice", f"keep one: see incompatible[{given_at[_pair(given)][1]}]"
    if why is None and _pair(given) not in pairs:
        known = "; ".join(" and ".join(one["pair"]) for one in pairs.values()) or "none"
        return "nothing-to-repeal", "there is no such incompatible pair to repeal", f"the pairs: {known}"
    return None
