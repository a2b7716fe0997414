"""Two policies compared: every state in which a verdict changes, with its grounds, and what the changes come to."""

import functools
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..check.patches import Threshold, patches, thresholds
from ..policy import Policy
from ..space.cover import readings_of, words
from ..space.layout import Value
from ..space.region import Region, TooManyBoxesError
from ..space.sweep import TooWideError, count
from ..terms import Status
from ..verdict import Evaluator
from .alongside import Alongside
from .attribute import Attribution, Ground
from .difference import Compared, Difference, Part, Shift, Side
from .edits import Edits
from .freedom import direction, relation
from .subject import Subject, subjects
from .witness import Showing

MakeEvaluator = Callable[[Policy], Evaluator]
MOST_PARTS = 1_000
"""A change of what is said with more grounds than this is not told: its topic is undecided."""


def difference(
    before: Policy,
    after: Policy,
    evaluator: MakeEvaluator,
    fixed: Mapping[str, Value] | None = None,
    sides: tuple[Side, Side] | None = None,
) -> Difference:
    """Everything in which two policies differ, over all states that a case can come to under either.

    `evaluator` makes what replays the witnesses; `fixed` readings have just that value; `sides` says what the policies
    are called.

    >>> from directives import evaluator_for, load_policy
    >>> remarks = load_policy()
    >>> difference(remarks, remarks, evaluator_for).equivalent
    True
    """
    named = sides or (_side(before), _side(after))
    return _Comparison(Alongside(before, after, dict(fixed or {})), evaluator).told(named)


def _side(policy: Policy) -> Side:
    return Side(policy=policy.policy, title=policy.title)


@dataclass
class _Comparison:
    both: Alongside
    evaluator: MakeEvaluator
    undecided: list[str] = field(default_factory=list)

    @cached_property
    def edits(self) -> Edits:
        return Edits(self.both.before, self.both.after)

    @cached_property
    def showing(self) -> Showing:
        return Showing(self.both, self.evaluator)

    def told(self, sides: tuple[Side, Side]) -> Difference:
        topics: list[Compared] = []
        shifts: list[Shift] = []
        for topic in self.both.topics:
            touched = [one for one in subjects(self.both.before, self.both.after, topic) if self.touching(one)]
            if touched:
                found = self.topic(topic, touched)
                topics += found[0]
                shifts += found[1]
        apart = {t: self.both.apart(t) for t in self.both.before.topics if t in self.both.after.topics}
        apart = {topic: names for topic, names in apart.items() if names}
        same = not shifts and not self.undecided
        return Difference(
            before=sides[0],
            after=sides[1],
            readings=dict(self.both.fixed),
            edits=self.edits.ruling,
            frame=self.edits.framing,
            worded=self.edits.worded,
            apart=apart,
            topics=tuple(topics),
            shifts=tuple(shifts),
            relation=relation(one.direction for one in shifts if one.direction),
            same_verdicts=same,
            equivalent=same and not self.edits.framing and not apart,
            exact=all(self.both.exact(one.topic) for one in topics),
            undecided=tuple(self.undecided),
        )

    def touching(self, subject: Subject) -> list[int]:
        """The changes that can touch what is said of a subject, by number."""
        cone = subject.cone(self.both.before, self.both.after)
        return [number for number, edit in enumerate(self.edits.ruling) if subject.touched_by(edit, cone)]

    def topic(self, topic: str, touched: Iterable[Subject]) -> tuple[list[Compared], list[Shift]]:
        """What changes in a topic; nothing but a note where its budget is used up."""
        try:
            there, here = self.both.reached(topic)
            within = there | here
            found: list[tuple[Shift, Region]] = []
            for subject in touched:
                found += self.subject(subject, there, here)
            changed = functools.reduce(operator.or_, (region for _, region in found), Region(within.layout, ()))
            return [self.compared(topic, there, here, changed, found)], [shift for shift, _ in found]
        except (TooManyBoxesError, TooWideError) as error:
            self.undecided.append(f"{topic}: the budget was used up ({type(error).__name__})")
            return [], []

    def compared(
        self, topic: str, there: Region, here: Region, changed: Region, found: Iterable[tuple[Shift, Region]]
    ) -> Compared:
        by_action: dict[str, list[Shift]] = {}
        for shift, _ in found:
            if shift.kind == "status":
                by_action.setdefault(shift.names[0], []).append(shift)
        return Compared(
            topic=topic,
            states=count(there | here),
            only_before=count(there - here),
            only_after=count(here - there),
            changed=count(changed),
            relations={
                action: relation(one.direction for one in shifts if one.direction)
                for action, shifts in by_action.items()
            },
        )

    def subject(self, subject: Subject, there: Region, here: Region) -> Iterator[tuple[Shift, Region]]:
        """Every change of what is said of a subject, with the states in which it is so."""
        spaces = self.both.space_before(subject.topic), self.both.space_after(subject.topic)
        edits = [self.edits.ruling[number] for number in self.touching(subject)]
        suspects = [subject.suspect(space, edits, there | here) for space in spaces]
        suspect = suspects[0] | suspects[1]
        for was, one in subject.says(spaces[0], suspect).items():
            for now, other in subject.says(spaces[1], one).items():
                region = other if was != now else None
                if region:
                    yield self.shift(subject, (was, now), region, there, here), region

    def shift(self, subject: Subject, said: tuple[str, str], region: Region, there: Region, here: Region) -> Shift:
        numbers = self.touching(subject)
        edits = tuple(self.edits.ruling[number] for number in numbers)
        cone = subject.cone(self.both.before, self.both.after)
        grounds = Attribution(self.both, subject, edits, cone).grounds(said[0], region)
        held = thresholds((self.both.before, self.both.after), subject.topic)
        parts: list[Part] = []
        for ground in grounds:
            if len(parts) == MOST_PARTS:
                raise TooManyBoxesError
            parts.append(self.part(ground, there | here, held))
        was, now = said
        return Shift(
            topic=subject.topic,
            kind=subject.kind,
            names=subject.names,
            before=was,
            after=now,
            direction=direction(Status(was), Status(now)) if subject.kind == "status" else None,
            states=count(region),
            only_before=count(region - here),
            only_after=count(region - there),
            readings_words=self.hanging(region, there | here),
            parts=tuple(sorted(parts, key=lambda part: -part.states)),
            witness=self.showing.witness(subject, said, region),
        )

    def part(self, ground: Ground, within: Region, held: Iterable[Threshold]) -> Part:
        told = patches(ground.region, within, held)
        return Part(
            before=ground.before,
            after=ground.after,
            undone_by=ground.undone_by,
            states=told.states,
            patches=told.patches,
            more=told.more,
            more_share=told.more_share,
        )

    def hanging(self, region: Region, within: Region) -> str:
        """For which readings it is so, in words."""
        layout = region.layout
        boxes = readings_of(region, within, {**self.both.before.defaults, **self.both.after.defaults})
        if boxes is None:
            return "for all readings"
        told = (" and ".join(words(layout, name, some) for name, some in one.items()) for one in boxes)
        return "iff " + "; or ".join(told)
