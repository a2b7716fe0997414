"""Amendments from files and from plain data, and the policies that they make.

The amended policy is checked like any other. What is wrong with it is placed in the amendment: where an amended
entry is faulty, there; where an entry that it leaves alone no longer holds, at the change that brought it down.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from ..amendment import Amendment
from ..errors import Fault, FaultsError, Path, Place, Places, did_you_mean, dotted
from ..policy import Policy
from .amending import Laid, laid_over
from .policy_faults import policy_faults
from .policy_file import load_policy, packaged_policies
from .shape import shaped
from .yaml_text import Parsed, parse, read_text

UNSOUND = "unsound-when-amended"


def load_amendment(source: str | FilePath | Mapping[str, Any], policy: Policy | None = None) -> Amendment:
    """An amendment from a file or from plain data; raises FaultsError with every fault of it.

    It is checked against the policy given, or else the packaged one that it names.

    >>> load_amendment({"amends": "remarks-1960", "title": "No hedge", "norms": {"SP.2a": {"general": False}}}).entries
    [('norms', 'SP.2a')]
    """
    if isinstance(source, Mapping):
        return _amendment(Parsed(dict(source), Places("<amendment>")), policy)
    return amendment_from_text(read_text(source), str(source), policy)


def amendment_from_text(text: str, name: str = "<amendment>", policy: Policy | None = None) -> Amendment:
    """The amendment that a YAML text holds; raises FaultsError with every fault of it."""
    return _amendment(parse(text, name), policy)


def amended(policy: Policy, *amendments: Amendment) -> Policy:
    """The policy with the amendments made, one after another; it keeps its name, so its scenarios are still about it.

    Raises FaultsError where an amendment does not fit the policy or leaves it unsound, every fault placed in the
    amendment.

    >>> twice = load_amendment({"amends": "remarks-1960", "title": "Again and again", "norms": {"SP.2d": None}})
    >>> "SP.2d" in amended(load_policy(), twice).norms
    False
    """
    for amendment in amendments:
        after, faults = _made(policy, amendment)
        if after is None or faults:
            raise FaultsError(faults)
        policy = after
    return policy


def _amendment(parsed: Parsed, policy: Policy | None) -> Amendment:
    amendment, faults = shaped(Amendment, parsed)
    if amendment is not None:
        amendment = amendment.placed(parsed.places)
        about = policy or (load_policy(amendment.amends) if amendment.amends in packaged_policies() else None)
        if about is not None:
            faults.extend(_made(about, amendment)[1])
        elif not faults:
            cure = (
                did_you_mean(amendment.amends, packaged_policies()) + "; another policy's file is given with --policy"
            )
            place = parsed.places.value(("amends",))
            faults.append(Fault(place, "unknown-policy", f"unknown policy `{amendment.amends}`", cure))
    if faults or amendment is None:
        raise FaultsError(faults)
    return amendment


def _made(policy: Policy, amendment: Amendment) -> tuple[Policy | None, list[Fault]]:
    """The amended policy, and every fault, placed in the amendment."""
    if amendment.amends != policy.policy:
        message = f"the amendment is to policy `{amendment.amends}`, not `{policy.policy}`"
        cure = f"use it with --policy and `{amendment.amends}`"
        return None, [Fault(amendment.places.value(("amends",)), "other-policy", message, cure)]
    laid = laid_over(policy, amendment)
    after, found = _checked(laid)
    placing = _Placing(policy, amendment, laid, {key for key, _ in found})
    return after, list(dict.fromkeys([*laid.faults, *(placing.placed(key, fault) for key, fault in found)]))


Key = tuple[Path, bool, str, str]
"""What tells a fault of the amended policy from another: its path, whether the key is meant, code and message."""


@dataclass(frozen=True)
class _Asked(Places):
    """Places that note what was asked for instead of knowing: each place's line is the number of its question."""

    asked: list[tuple[Path, bool]] = field(default_factory=list)

    def value(self, path: Path) -> Place:
        return self._noted(path, False)

    def key(self, path: Path) -> Place:
        return self._noted(path, True)

    def _noted(self, path: Path, is_key: bool) -> Place:
        self.asked.append((path, is_key))
        return Place(self.file, len(self.asked))


def _checked(laid: Laid) -> tuple[Policy | None, list[tuple[Key, Fault]]]:
    """The policy that the data holds, and its faults by what they are about."""
    places = _Asked("<amended>")
    after, faults = shaped(Policy, Parsed(laid.data, places))
    if after is not None:
        faults.extend(policy_faults(after, laid.data, places, whole=not faults and not laid.faults))
    return after, [((*places.asked[fault.place.line - 1], fault.code, fault.message), fault) for fault in faults]


@dataclass
class _Placing:
    """Where in the amendment a fault of the amended policy stands."""

    policy: Policy
    amendment: Amendment
    laid: Laid
    found: set[Key]
    _mended: dict[Path, set[Key]] | None = None

    def placed(self, key: Key, fault: Fault) -> Fault:
        path, is_key = key[0], key[1]
        places = self.amendment.places
        if path[:2] in self.laid.origin:
            way = (*self.laid.origin[path[:2]], *path[2:])
            place = places.key(way) if is_key else places.value(way)
            return Fault(place, fault.code, fault.message, self.cure(path, fault))
        cause = self.cause(key)
        message = f"{self.deed(cause)} leaves {self.called(path)} unsound: {fault.message}"
        return Fault(places.key(cause), UNSOUND, message, self.mend(path, fault, cause))

    def cure(self, path: Path, fault: Fault) -> str:
        """The fault's own cure; where an unknown name was taken for a new one, also the name that may be meant."""
        if (
            fault.code != "missing-key"
            or path[0] == "incompatible"
            or self.laid.deeds[self.laid.origin[path[:2]]] != "enacts"
        ):
            return fault.help
        known = getattr(self.policy, str(path[0]))
        return f"{fault.help}: a new name enacts; " + did_you_mean(path[1], known, 6)

    def cause(self, key: Key) -> Path:
        """The entry of the amendment without which the fault would not be there."""
        if self._mended is None:
            self._mended = {entry: self.found - self.faults_without(entry) for entry in self.laid.deeds}
        fallback = next(iter(self.laid.deeds))
        return next((entry for entry, mended in self._mended.items() if key in mended), fallback)

    def faults_without(self, entry: Path) -> set[Key]:
        return {key for key, _ in _checked(laid_over(self.policy, self.amendment.without(entry)))[1]}

    def deed(self, entry: Path) -> str:
        deeds = {"repeals": "repealing", "changes": "changing", "enacts": "enacting"}
        return f"{deeds[self.laid.deeds[entry]]} {self.amendment_name(entry)}"

    def amendment_name(self, entry: Path) -> str:
        return (
            _pair_words(self.amendment.incompatible[int(entry[1])]) if entry[0] == "incompatible" else f"`{entry[1]}`"
        )

    def called(self, path: Path) -> str:
        """The untouched entry at the top of a path, by name."""
        if path[0] == "incompatible" and len(path) > 1:
            return _pair_words(self.laid.data["incompatible"][path[1]])
        return f"`{path[1]}`" if len(path) > 1 else f"`{path[0]}`"

    def mend(self, path: Path, fault: Fault, cause: Path) -> str:
        """How the untouched entry would be amended, or the change be taken back."""
        back = f"or leave {self.amendment_name(cause)} as it was"
        if path[0] == "incompatible" and len(path) > 1:
            pair = ", ".join(self.laid.data["incompatible"][path[1]]["pair"])
            return f"repeal the pair too: {{pair: [{pair}], why: null}}; {back}"
        if len(path) > 2 and isinstance(path[-1], int) and fault.code.startswith(("unknown-", "override-")):
            left = [str(one) for index, one in enumerate(_at(self.laid.data, path[:-1])) if index != path[-1]]
            return f"amend {self.called(path)} too: {dotted(path[2:-1])}: [{', '.join(left)}]; {back}"
        return f"amend {self.called(path)} too, or repeal it; {back}"


def _pair_words(entry: Mapping[str, Any]) -> str:
    return "the pair " + " and ".join(f"`{name}`" for name in entry.get("pair", ()))


def _at(data: Any, path: Iterable[str | int]) -> Any:
    for part in path:
        data = data[part]
    return data
