"""What amendments change in a policy, entry by entry, each as it was and as it is."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from ..amendment import NAMED, Amendment, Deed
from ..card import cards
from ..condition import Model
from ..files import amended, plain
from ..play.page import Entry, Note, Page, Part
from ..policy import Policy
from .wording import listed

_DEEDS = {"repeals": "repealed", "changes": "changed", "enacts": "enacted"}


class EntryChange(Model):
    """One entry of a policy that is repealed, changed or enacted: its fields before and after, by name.

    `before` and `after` are the entry as a file gives it; null where there is none.
    """

    section: str
    name: str
    deed: Deed
    before: Any
    after: Any


class PolicyChange(Model):
    """All that amendments together change in a policy, if anything. `format` is the version of its JSON."""

    format: Literal[1] = 1
    policy: str
    amendments: tuple[str, ...]
    changes: tuple[EntryChange, ...]


def policy_change(policy: Policy, amendments: Sequence[Amendment]) -> PolicyChange:
    """What the amendments change; raises FaultsError where they do not fit the policy.

    >>> from directives.files import load_amendment, load_policy
    >>> again = load_amendment({"amends": "remarks-1960", "title": "Again and again", "norms": {"SP.2d": None}})
    >>> [(one.name, one.deed) for one in policy_change(load_policy(), [again]).changes]
    [('SP.2d', 'repeals')]
    """
    changes = tuple(_changes(policy, amended(policy, *amendments)))
    return PolicyChange(policy=policy.policy, amendments=tuple(one.title for one in amendments), changes=changes)


def _changes(before: Policy, after: Policy) -> Iterator[EntryChange]:
    old, new = plain(before), plain(after)
    for section in (*NAMED, "incompatible"):
        left, right = (_named(one.get(section, {})) for one in (old, new))
        for name in dict.fromkeys((*left, *right)):
            if left.get(name) != right.get(name):
                deed: Deed = "changes" if name in left and name in right else "repeals" if name in left else "enacts"
                yield EntryChange(section=section, name=name, deed=deed, before=left.get(name), after=right.get(name))


def _named(entries: Any) -> dict[str, Any]:
    """The entries by name; pairs are called by their actions."""
    return entries if isinstance(entries, dict) else {" and ".join(one["pair"]): one for one in entries}


def page(policy: Policy, amendments: Sequence[Amendment]) -> Page:
    """The change as a page: each entry with what it said and says, in words."""
    told = policy_change(policy, amendments)
    after = amended(policy, *amendments)
    notes = [Note(f"{one.title}. {' '.join(one.about.split())}".strip(), "about") for one in amendments]
    parts = tuple(_part(one, policy, after) for one in told.changes)
    deeds = [f"{sum(one.deed == deed for one in told.changes)} {word}" for deed, word in _DEEDS.items()]
    counted = [text for text in deeds if not text.startswith("0 ")]
    number = f"{len(told.changes)} entr{'y' if len(told.changes) == 1 else 'ies'}"
    end = f"{number}: {listed(counted)}." if told.changes else "Nothing is changed."
    return Page(f"{policy.title}, amended", tuple(notes), parts, (Note(end, "about"),))


def _part(one: EntryChange, before: Policy, after: Policy) -> Part:
    left = _particulars(before, one) if one.before is not None else {}
    right = _particulars(after, one) if one.after is not None else {}
    entries = []
    for label in dict.fromkeys((*left, *right)):
        was, now = left.get(label), right.get(label)
        if one.deed != "changes":
            entries.append(Entry(label, now or was or "", role="cite"))
        elif was != now:
            note = Note(f"instead of: {was}" if was else "new", "cite")
            entries.append(Entry(label, now or "nothing", notes=(note,), role="cite"))
    kind = {"incompatible": "the pair"}.get(one.section, one.section.removesuffix("s"))
    return Part(f"{kind} {one.name} is {_DEEDS[one.deed]}", entries=tuple(entries))


def _particulars(policy: Policy, one: EntryChange) -> dict[str, str]:
    """What the entry says, by label."""
    if one.section == "incompatible":
        both = next(both for both in policy.incompatible if " and ".join(both.pair) == one.name)
        return {"why": both.why}
    card = next(card for card in cards(policy, one.name) if card.kind == one.section.removesuffix("s"))
    return {**({"says": card.says} if card.says else {}), **dict(card.particulars)}
