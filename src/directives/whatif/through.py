"""Through which norms a status became another: from the action back to the fact, reading or amended norm that did it.

Of two moments it asks which norms came into force or went out of it, and why: because a condition of theirs holds or
fails now, because they are amended, or because a norm that overrides them did the same. Causes are told before what
follows from them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..condition import Among, Count, Test
from ..play import Attempt, Moment
from ..play.telling import words
from ..policy import Norm, Policy
from ..terms import UNKNOWN
from .argument import Standing
from .told import unlike
from .wording import VERBS, listed


@dataclass(frozen=True)
class Side:
    """One of two moments: the policy it was played with, the readings, and how its norms stand."""

    policy: Policy
    moment: Moment
    readings: Mapping[str, str | int]
    standings: dict[str, Standing] = field(default_factory=dict)
    by: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, policy: Policy, attempt: Attempt, moment: Moment) -> "Side":
        """The side that a moment of a played variant is."""
        side = cls(policy, moment, attempt.timeline.readings)
        for ruling in moment.verdict.values():
            side.standings.update(dict.fromkeys(ruling.norms, Standing.IN_FORCE))
            side.standings.update(dict.fromkeys(ruling.open, Standing.OPEN))
            side.standings.update({one.norm: Standing.SET_ASIDE for one in ruling.set_aside})
            side.by.update({one.norm: one.by for one in ruling.set_aside})
        return side

    def standing(self, name: str) -> Standing:
        """How the norm stands."""
        return self.standings.get(name, Standing.IDLE)

    def acts(self, name: str) -> bool:
        """Whether the norm is in force, or may be."""
        return self.standing(name) in (Standing.IN_FORCE, Standing.OPEN)

    def overrides(self, name: str, other: str) -> bool:
        """Whether the policy has it that a norm overrides another."""
        return name in self.policy.norms and other in self.policy.norms[name].overrides

    def norm(self, name: str) -> Norm | None:
        """The norm, where the policy has it."""
        return self.policy.norms.get(name)

    def value(self, name: str) -> str | int | None:
        """What a fact, counter or reading is."""
        moment = self.moment
        found: str | int | None = moment.facts.get(name, moment.counters.get(name, self.readings.get(name)))
        return found

    def holds(self, test: Test) -> bool | None:
        """Whether a test holds; None where nobody knows or the policy has no such thing."""
        value = self.value(test.name)
        if value is None or value == UNKNOWN:
            return None
        if isinstance(test, Among):
            return value in test.values
        bound = test.threshold if isinstance(test.threshold, int) else self.readings.get(test.threshold)
        return None if bound is None else (int(value) >= int(bound)) is test.at_least


@dataclass(frozen=True)
class Trace:
    """Why a status is another, in sentences; and the amended, repealed and enacted norms with which that began."""

    told: tuple[str, ...]
    amended: tuple[str, ...]


def through(before: Side, after: Side, action: str) -> Trace:
    """Why an action's status is another after than before."""
    tracer = _Tracer(before, after)
    for name in dict.fromkeys((*before.policy.norms, *after.policy.norms)):
        left, right = before.norm(name), after.norm(name)
        was = left is not None and left.action == action and before.acts(name)
        now = right is not None and right.action == action and after.acts(name)
        if was and now:
            tracer.turned(name)
        elif was:
            tracer.gone(name, action)
        elif now:
            tracer.come(name, action)
    return Trace(tuple(tracer.told), tuple(tracer.amended))


@dataclass
class _Tracer:
    before: Side
    after: Side
    told: dict[str, None] = field(default_factory=dict)
    amended: dict[str, None] = field(default_factory=dict)
    traced: set[str] = field(default_factory=set)

    def say(self, sentence: str, amended: str = "") -> None:
        self.told[sentence] = None
        if amended:
            self.amended[amended] = None

    def turned(self, name: str) -> None:
        """A norm that is in force on both sides, but perhaps not as certainly, or not with the same modality."""
        left, right = self.before.norm(name), self.after.norm(name)
        if left and right and left.modality is not right.modality:
            self.say(f"{name}, as amended, {VERBS[right.modality][0]}.", name)
        elif self.before.standing(name) is not self.after.standing(name):
            sure = self.after.standing(name) is Standing.IN_FORCE
            if facts := self.facts(name):
                self.say(f"{name} {'applies for certain' if sure else 'perhaps applies'}: {facts}.")
                return
            for other in self.before.policy.superiors.get(name, ()):
                self.shifted(other)
            self.say(f"So {name} is {'in force for certain' if sure else 'perhaps in force'}.")

    def shifted(self, name: str) -> None:
        """A norm above another that stands otherwise than before."""
        if self.before.standing(name) is not self.after.standing(name):
            if self.after.acts(name):
                self.come(name, self._action(self.after, name))
            else:
                self.gone(name, self._action(self.before, name))

    def gone(self, name: str, action: str) -> None:
        """A norm that is in force before and not after."""
        if name in self.traced:
            return
        self.traced.add(name)
        norm = self.after.norm(name)
        if norm is None:
            self.say(f"{name} is repealed.", name)
        elif self.after.standing(name) is Standing.SET_ASIDE:
            for other in self.after.by[name]:
                self.overriding(other, name)
        elif norm.action != action and self.after.acts(name):
            self.say(f"{name}, as amended, is about another action: {words(norm.action)}.", name)
        else:
            self.applying(name, "does not apply")

    def come(self, name: str, action: str) -> None:
        """A norm that is in force after and not before."""
        if name in self.traced:
            return
        self.traced.add(name)
        norm = self.before.norm(name)
        if norm is None:
            self.say(f"{name} is enacted, and applies.", name)
        elif self.before.standing(name) is Standing.SET_ASIDE:
            for other in self.before.by[name]:
                self.yielding(other, name)
        elif norm.action != action and self.before.acts(name):
            self.say(f"{name}, as amended, is about this action.", name)
        else:
            self.applying(name, "applies" if self.after.standing(name) is Standing.IN_FORCE else "may apply")

    def overriding(self, other: str, name: str) -> None:
        """Why a norm sets another aside now."""
        if self.before.acts(other) and not self.before.overrides(other, name):
            self.say(f"{other}, as amended, sets {name} aside.", other)
            return
        if self.before.acts(other):
            self.turned(other)
        else:
            self.come(other, self._action(self.after, other))
        self.say(f"So {other} sets {name} aside.")

    def yielding(self, other: str, name: str) -> None:
        """Why a norm no longer sets another aside, or not for certain."""
        if self.after.acts(other) and not self.after.overrides(other, name):
            self.say(f"{other}, as amended, does not set {name} aside.", other)
        elif self.after.acts(other):
            self.turned(other)
            self.say(f"So {other} perhaps sets {name} aside.")
        else:
            self.gone(other, self._action(self.before, other))
            self.say(f"So {other} does not set {name} aside.")

    @staticmethod
    def _action(side: Side, name: str) -> str:
        norm = side.norm(name)
        return norm.action if norm else ""

    def applying(self, name: str, how: str) -> None:
        """That a norm applies or does not, and why: it is amended, or the facts are otherwise."""
        facts = self.facts(name)
        if self.is_amended(name) and not (facts and self.facts_decide(name)):
            self.say(f"{name}, as amended, {how}.", name)
        else:
            self.say(f"{name} {how}: {facts}." if facts else f"{name} {how}.")

    def is_amended(self, name: str) -> bool:
        left, right = self.before.norm(name), self.after.norm(name)
        return left is not None and right is not None and (left.when, left.unless) != (right.when, right.unless)

    def facts_decide(self, name: str) -> bool:
        """Whether the norm as it was would stand otherwise as well, with the facts as they are after."""
        tests = self.before.policy.branches[name]
        held = [any(all(side.holds(test) for test in branch) for branch in tests) for side in (self.before, self.after)]
        return held[0] != held[1]

    def facts(self, name: str) -> str:
        """What is otherwise of the facts, counters and readings on which it hangs whether the norm applies."""
        found: dict[str, None] = {}
        for policy in (self.before.policy, self.after.policy):
            for branch in policy.branches.get(name, ()):
                for test in branch:
                    if self.before.holds(test) != self.after.holds(test):
                        found.update(dict.fromkeys(self.named(test)))
        return listed(list(found))

    def named(self, test: Test) -> Iterator[str]:
        """What is otherwise of the things that one test speaks of."""
        names = [test.name, *([test.threshold] if isinstance(test, Count) and isinstance(test.threshold, str) else [])]
        for name in names:
            left, right = self.before.value(name), self.after.value(name)
            if left is not None and right is not None and left != right:
                yield unlike(self.after.policy, name, right, left)
