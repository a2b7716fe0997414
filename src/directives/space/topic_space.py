"""All states of a topic at once: where each norm applies, where it is in force, where an action has which status.

Readings are fields like facts and counters. A counter is cut at the largest number that it is ever compared with: that
value stands for itself and all above. It knows nothing of time.
"""

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from ..condition import Branch, Count, Needs
from ..policy import Occurrence, Policy
from ..terms import Modality, Status
from ..verdict import status_of
from .classes import Classes, classes
from .layout import Box, Layout, Value
from .region import Region


class TopicSpace:
    """The states of a topic, with the readings that it or a topic it shares counters with speaks of.

    `fixed` readings have just that value. A `layout` may be given that tells more apart, or that has names and values
    which the policy does not know: of those names it says nothing, and those values no state of it has.

    >>> from directives import load_policy
    >>> space = TopicSpace(load_policy(), "learner")
    >>> [space.layout.decoded(box)["access"] for box in space.in_force["ST.2a"].boxes]
    [('open',)]
    """

    def __init__(
        self, policy: Policy, topic: str, fixed: Mapping[str, Value] | None = None, layout: Layout | None = None
    ) -> None:
        """Lay out the states; regions are worked out when they are asked for."""
        self.policy = policy
        self.topic = topic
        self.layout = layout or Layout(_fixed(classes(policy, topic), fixed or {}))
        declared = {name: policy.domains[name] for name in (*policy.topics[topic].facts, *policy.readings)}
        given = {name: [one] for name, one in (fixed or {}).items()}
        self.everything = Region.of(self.layout, self._known({**declared, **given}))
        self.norms = policy.norms_of(topic)
        self.actions = policy.actions_of(topic)
        self.events = policy.events_of(topic)

    def _known(self, admitted: Mapping[str, Iterable[Value]]) -> dict[str, Iterable[Value]]:
        return {name: values for name, values in admitted.items() if name in self.layout.fields}

    @cached_property
    def applies(self) -> Mapping[str, Region]:
        """Where each norm and each claim applies."""
        names = (*self.norms, *self.policy.claims_of(self.topic))
        return {name: self.where(self.policy.branches[name]) for name in names}

    @cached_property
    def in_force(self) -> Mapping[str, Region]:
        """Where each norm is in force: where it applies and no superior is (DESIGN 2)."""
        found: dict[str, Region] = {}
        for name in self.policy.ranked:
            if name in self.norms:
                found[name] = self.applies[name]
                for superior in self._over(name):
                    found[name] = found[name] - found[superior]
        return found

    @cached_property
    def settled(self) -> Region:
        """Where the case is settled; nowhere for a topic that never is."""
        needs = self.policy.topics[self.topic].settled
        return self.met(needs) if needs else Region(self.layout, ())

    def where(self, branches: Iterable[Branch]) -> Region:
        """Where one of some alternatives holds."""
        return Region.union(self.layout, (box for one in branches for box in self._boxes(one)))

    def met(self, needs: Needs) -> Region:
        """Where what an event or action needs holds."""
        return Region.of(self.layout, self.policy.admitted(needs)) & self.everything

    def can(self, occurrence: Occurrence) -> Region:
        """Where an event can happen or an action be done."""
        return self.met(occurrence.needs)

    @functools.cache  # noqa: B019  # a space lives as long as the check that made it
    def directing(self, action: str, modality: Modality) -> Region:
        """Where a norm of the modality is in force on the action."""
        names = [name for name in self.on.get(action, ()) if self.norms[name].modality is modality]
        return Region.union(self.layout, (box for name in names for box in self.in_force[name].boxes))

    def regulated(self, action: str) -> Region:
        """Where some norm is in force on the action."""
        on = self.on.get(action, ())
        alone = all(self.norms[one].action == action for name in on for one in self._over(name))
        # where one applies and all above it are on the action too, the highest of those that apply is in force
        there = self.applies if alone else self.in_force
        return Region.union(self.layout, (box for name in on for box in there[name].boxes))

    def _over(self, name: str) -> list[str]:
        """The norms of the topic that override a norm."""
        return [one for one in self.policy.superiors[name] if one in self.norms]

    @functools.cache  # noqa: B019  # likewise
    def statuses(self, action: str) -> Mapping[Status, Region]:
        """Where the action has each status: a partition of all states; `verdict.py` says which status is which."""
        found: dict[Status, Region] = {}
        for region, present in self._modalities(action):
            status = status_of(present)
            found[status] = found[status] | region if status in found else region
        return found

    def status(self, action: str, *statuses: Status) -> Region:
        """Where the action has one of these statuses."""
        boxes = (self.statuses(action)[one].boxes for one in statuses if one in self.statuses(action))
        return Region.union(self.layout, itertools.chain.from_iterable(boxes))

    def status_at(self, action: str, state: Box) -> Status:
        """The status of the action in one state."""
        names = self.on.get(action, ())
        return status_of(self.norms[name].modality for name in names if self.in_force[name].has(state))

    @cached_property
    def on(self) -> Mapping[str, list[str]]:
        """The norms of the topic by the action that they are about."""
        found: dict[str, list[str]] = {}
        for name, norm in self.norms.items():
            found.setdefault(norm.action, []).append(name)
        return found

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """A number for each norm, greater than those of its superiors."""
        return {name: index for index, name in enumerate(self.policy.ranked)}

    @cached_property
    def components(self) -> Mapping[str, tuple[str, ...]]:
        """For each action the norms that hang together with it: those on it and, through overrides, on others."""
        groups = {action: {action} for action in self.on}
        for norm in self.norms.values():
            for inferior in norm.overrides:
                if inferior in self.norms and self.norms[inferior].action not in groups[norm.action]:
                    both = groups[norm.action] | groups[self.norms[inferior].action]
                    groups |= dict.fromkeys(both, both)
        made = {id(group): tuple(name for action in group for name in self.on[action]) for group in groups.values()}
        return {action: made[id(group)] for action, group in groups.items()}

    def _modalities(self, action: str) -> list[tuple[Region, tuple[Modality, ...]]]:
        parts: list[tuple[Region, tuple[Modality, ...]]] = [(self.everything, ())]
        for modality in Modality:
            there = self.directing(action, modality)
            if there:
                split = [((one & there, (*has, modality)), (one - there, has)) for one, has in parts]
                parts = [part for pair in split for part in pair if part[0]]
        return parts

    def _boxes(self, branch: Branch) -> Iterator[int]:
        """The boxes of an alternative: where a threshold is a reading, one for each value of it."""
        tests = [(test.name, test.values) for test in branch if not isinstance(test, Count)]
        counts = [test for test in branch if isinstance(test, Count)]
        readings = list(dict.fromkeys(test.threshold for test in counts if isinstance(test.threshold, str)))
        choices = [[value for one in self.layout.fields[name].classes for value in one] for name in readings]
        plain = self.layout.full & self.everything.boxes[0] if self.everything.boxes else 0
        for name, values in tests:
            field = self.layout.fields[name]
            plain &= ~field.mask | field.bits(values)
        if not counts:
            yield plain
            return
        for chosen in itertools.product(*choices):
            picked = dict(zip(readings, chosen, strict=True))
            box = plain & self.layout.box({name: [value] for name, value in picked.items()})
            for test in counts:
                bound = int(picked[test.threshold] if isinstance(test.threshold, str) else test.threshold)
                field = self.layout.fields[test.name]
                counted = (value for (value,) in field.classes if (int(value) >= bound) is test.at_least)
                box &= self.layout.box({test.name: counted})
            yield box


def _fixed(told: Classes, fixed: Mapping[str, Value]) -> Classes:
    """The classes with just the one value of each name that is fixed."""
    return {**told, **{name: [(value,)] for name, value in fixed.items() if name in told}}
