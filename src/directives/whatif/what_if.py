"""What if: a story with something changed, against the story as it is; only what differs, and what made it differ."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal

from pydantic import PrivateAttr

from ..condition import Model
from ..errors import FaultsError
from ..play import Attempt, Duty
from .attribute import Played
from .compare import Difference, DutyDifference, DutyKey, Otherwise, agree, by_turn, compared, duties_compared
from .through import Side, through
from .variant import Story


class ChangeMade(Model):
    """A change: its number, its kind (`set`, `reading`, `insert`, `drop`, `amend`) and itself in words."""

    number: int
    kind: str
    says: str


class Broken(Model):
    """Where the story of a case breaks off: the step, what it needs as {fact: [values]}, and what it finds.

    `step` is the number of the step in the file, null for one that was put in.
    """

    step: int | None
    at: datetime.date | None
    case: str
    kind: Literal["event", "action"]
    name: str
    needs: dict[str, tuple[str, ...]]
    finds: dict[str, str]
    causes: tuple[tuple[int, ...], ...] = ()


class Alone(Model):
    """What one of several changes does by itself and does not together with the others.

    `possible` tells whether it can be made without them, `breaks` whether only then the story breaks off.
    """

    change: int
    possible: bool
    breaks: bool = False
    steps: tuple[Otherwise, ...] = ()


class WhatIf(Model):
    """The answer: what was changed, and all that differs; empty where nothing does.

    `steps` holds the slots at which something differs, in order; `expected`, `met` and `violations` are counted before
    and after. `alone` is told where several changes are made. `format` is the version of its JSON.
    """

    format: Literal[1] = 1
    scenario: str
    policy: str
    changes: tuple[ChangeMade, ...]
    breaks: tuple[Broken, ...] = ()
    steps: tuple[Otherwise, ...] = ()
    duties: tuple[DutyDifference, ...] = ()
    alone: tuple[Alone, ...] = ()
    expected: tuple[int, int] = (0, 0)
    met: tuple[int, int] = (0, 0)
    violations: tuple[int, int] = (0, 0)
    _story: Story | None = PrivateAttr(default=None)

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.breaks or self.duties or any(one.differences or one.change for one in self.steps))

    @property
    def story(self) -> Story | None:
        """What was played, for the telling; None for one that was read from JSON."""
        return self._story

    def of(self, story: Story) -> "WhatIf":
        """The same answer, knowing what was played."""
        self._story = story
        return self

    def __str__(self) -> str:
        """The answer in plain words, as `directives what-if` prints it."""
        from .what_if_told import page  # it tells answers, so it stands above them

        return page(self).to_text() if self._story else super().__str__()


def what_if(story: Story) -> WhatIf:
    """What differs in the story once all its changes are made; each change is also played alone.

    Raises FaultsError where the story cannot be played as it is, or where the changes do not fit it. That a change
    makes a later step impossible is an answer (`breaks`).

    >>> from directives import load_policy, load_scenario
    >>> from .change import Set
    >>> student = load_scenario({"scenario": "A student", "case": {"topic": "learner", "standing": "trainee"}})
    >>> answer = what_if(Story(student, load_policy(), (Set("case", "access", "denied"),)))
    >>> [difference] = answer.steps[0].differences
    >>> difference.about, difference.before, difference.after
    ('study_diligently', 'obligatory', 'exempt')
    >>> difference.through
    ('ST.2b applies: the access is denied instead of open.', 'So ST.2b sets ST.2a aside.')
    """
    played = Played(story)
    if played.before.breaks:
        raise FaultsError(one.fault for one in played.before.breaks)
    asker = _Asker(story, played)
    sides = (played.before.timeline.summary, played.after.timeline.summary)
    return WhatIf(
        scenario=story.scenario.scenario,
        policy=story.policy.policy,
        changes=tuple(asker.changes()),
        breaks=tuple(asker.breaks()),
        steps=tuple(one for _, one in asker.steps()),
        duties=tuple(asker.duties()),
        alone=tuple(asker.alone()) if len(story.changes) > 1 else (),
        expected=(sides[0].expected, sides[1].expected),
        met=(sides[0].met, sides[1].met),
        violations=(sides[0].violations, sides[1].violations),
    ).of(story)


@dataclass(frozen=True)
class _Asker:
    story: Story
    played: Played

    def changes(self) -> Iterator[ChangeMade]:
        policy = self.story.policy_with(self.story.all)
        for number, one in enumerate(self.story.changes, 1):
            yield ChangeMade(number=number, kind=one.kind, says=one.says(self.story.scenario, policy))

    def breaks(self) -> Iterator[Broken]:
        for one in self.played.after.breaks:
            slot = self.story.slots[one.step]
            yield Broken(
                step=slot.number,
                at=slot.step.at,
                case=one.case,
                kind="action" if slot.step.action else "event",
                name=slot.step.name or "",
                needs={lacking.fact: lacking.wanted for lacking in one.lacking},
                finds={lacking.fact: lacking.found for lacking in one.lacking},
                causes=self.played.causes(partial(_breaks_at, one.step, one.case)),
            )

    def steps(self) -> Iterator[tuple[int, Otherwise]]:
        """What differs, with its causes and with the norms through which it came about."""
        before, after = self.played.before, self.played.after
        signs = dict.fromkeys(self.story.all, 1)
        for index, otherwise in compared(self.story, before, after, signs):
            told = tuple(self.explained(index, one) if one.new else one for one in otherwise.differences)
            yield index, otherwise.model_copy(update={"differences": told})

    def explained(self, index: int, difference: Difference) -> Difference:
        after = self.played.after.moments[index]
        causes = self.played.causes(lambda one: agree(one.moments[index], after, difference))
        why = self.through(index, difference.about) if difference.of == "status" else ()
        return difference.model_copy(update={"causes": causes, "through": why})

    def through(self, index: int, action: str) -> tuple[str, ...]:
        before, after = self.played.before, self.played.after
        left, right = before.moments[index], after.moments[index]
        if left is None or right is None:
            return ()
        return through(
            Side.of(self.story.policy_with(()), before, left),
            Side.of(self.story.policy_with(self.story.all), after, right),
            action,
        ).told

    def duties(self) -> Iterator[DutyDifference]:
        for key, one in duties_compared(self.played.before, self.played.after).items():
            causes = self.played.causes(partial(_same_duty, key, one.after))
            yield one.model_copy(update={"causes": causes})

    def alone(self) -> Iterator[Alone]:
        """What each change does alone that is not so together with the others."""
        for number in self.story.all:
            attempt = self.played.with_((number,))
            if attempt is None:
                yield Alone(change=number, possible=False)
                continue
            steps = tuple(self.only_alone(attempt, number))
            breaks = bool(attempt.breaks) and not self.played.after.breaks
            if steps or breaks:
                yield Alone(change=number, possible=True, breaks=breaks, steps=steps)

    def only_alone(self, attempt: Attempt, number: int) -> Iterator[Otherwise]:
        after = self.played.after
        for index, otherwise in compared(self.story, self.played.before, attempt, {number: 1}):
            moments = attempt.moments[index], after.moments[index]
            left = tuple(one for one in otherwise.differences if one.new and not agree(*moments, one))
            if left:
                yield otherwise.model_copy(update={"differences": left, "settled": ()})


def _breaks_at(step: int, case: str, attempt: Attempt) -> bool:
    return any((one.step, one.case) == (step, case) for one in attempt.breaks)


def _same_duty(key: DutyKey, duty: Duty | None, attempt: Attempt) -> bool:
    return by_turn(attempt).get(key) == duty and key[0] not in {one.case for one in attempt.breaks}
