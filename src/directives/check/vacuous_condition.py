"""Vacuous conditions: parts of a condition that make no difference to where it holds."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..condition import Branch, Condition, Count, branches
from ..policy import Claim, Norm, Policy
from ..space.reach import Reach
from .parts import Path, parts
from .subject import Raw, Subject


def find_vacuous_condition(subject: Subject) -> Iterator[Raw]:
    """A part of a norm's or claim's condition without which it would apply in just the same states, as far as cases go.

    Parts are the entries of `when` and `unless`, each bound of an entry with two, an `any` and its alternatives, and an
    `unless` as a whole. Not reported within a part that is reported itself, for what never applies (`dead-norm`), nor
    for entries on readings that were fixed. Vacuous parts can be taken out one at a time only.

    Take the part out, or mend what it was meant to rule out; or keep it for the reader.
    """
    for space in subject.spaces():
        directed: dict[str, Norm | Claim] = {**space.norms, **subject.policy.claims_of(space.topic)}
        for name, one in directed.items():
            if space.applies[name].meets(subject.reachable(space.topic)):
                yield from _Directed(subject, space.topic, name, one).found()


@dataclass(frozen=True)
class _Directed:
    """A norm or a claim, to be taken apart."""

    subject: Subject
    topic: str
    name: str
    one: Norm | Claim

    def found(self) -> Iterator[Raw]:
        told: list[Path] = []
        for path, said, when, unless in self.lacking():
            known = any(path[: len(one)] == one for one in told) or self.subject.fixed.keys() & set(path)
            if not known and self.same(when, unless):
                told.append(path)
                yield self.raw(path, said)

    def lacking(self) -> Iterator[tuple[Path, str, Condition | None, Condition | None]]:
        """Each part of the conditions, how it is written, and the conditions without it."""
        when, unless = self.one.when, self.one.unless
        for part in parts(when) if when else ():
            yield ("when", *part.path), part.said, part.left, unless
        if unless:
            yield ("unless",), "", when, None
            for part in parts(unless):
                if part.left is not None:
                    yield ("unless", *part.path), part.said, when, part.left

    def same(self, when: Condition | None, unless: Condition | None) -> bool:
        """Whether it would apply in the same reachable states with these conditions."""
        other = branches(when, unless, self.subject.policy.domains)
        reach = self.subject.any_conduct
        if not _told(reach, self.topic, other):
            reach = Reach(self.beside(when, unless), self.subject.fixed)
        space = reach.space(self.topic)
        now, then, there = space.applies[self.name], space.where(other), reach.states(self.topic)
        return not (now - then).meets(there) and not (then - now).meets(there)

    def beside(self, when: Condition | None, unless: Condition | None) -> Policy:
        """The policy with a claim of these conditions besides, so that its spaces tell what they test."""
        policy = self.subject.policy
        claim = Claim.model_construct(topic=self.topic, when=when, unless=unless, concludes={})
        return Policy.model_construct(**{**dict(policy), "claims": {**policy.claims, "": claim}})

    def raw(self, path: Path, said: str) -> Raw:
        place = _place(path)
        clause = f"{self.name} (clause {self.one.clause})"
        return Raw(
            topic=self.topic,
            says=f"{clause} {_why(path, said)}",
            norms=(self.name,) if isinstance(self.one, Norm) else (),
            advice=f"take out `{place}` of {self.name}, mend what it was to rule out, or keep it for the reader",
            key=place if isinstance(self.one, Norm) else f"{self.name} {place}",
        )


def _told(reach: Reach, topic: str, other: tuple[Branch, ...]) -> bool:
    """Whether the topic's states tell all that the alternatives test: taking out a part can wake one that was dead."""
    fields = reach.space(topic).layout.fields
    for test in (test for branch in other for test in branch):
        if test.name not in fields or (
            isinstance(test, Count) and isinstance(test.threshold, str) and test.threshold not in fields
        ):
            return False
        if (
            isinstance(test, Count)
            and isinstance(test.threshold, int)
            and test.threshold >= len(fields[test.name].classes)
        ):
            return False
    return True


def _place(path: Path) -> str:
    return "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in path).removeprefix(".")


def _why(path: Path, said: str) -> str:
    if path == ("unless",):
        return "has an exception to no effect: wherever the rest of its condition holds, the exception does not"
    if path[0] == "unless":
        return f"says `{said}` in its exception to no effect: it applies in the same states without it"
    if isinstance(path[-1], int):
        return f"has the alternative `{said}` to no effect: wherever that holds it applies, if at all, without it too"
    so = "one of these does" if path[-1] == "any" else "so does that"
    return f"says `{said}` to no effect: wherever the rest of its condition holds, {so}"
