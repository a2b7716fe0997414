"""The smallest changes of a story that give an action another status, each played.

What is smallest is not guessed: every combination of changes up to the cost told is weighed (`flip_search.py`). What
is told holds nothing smaller that would do as well.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Unpack, cast

from ..condition import Model
from ..errors import EngineFaultError
from ..play import Moment, play
from ..terms import Judgement, Status
from . import wording
from .asked import Answer, Asked, Asking, Source, asked, given_status
from .flip_changes import Allowed, Change, Kind, allowed, change_words, changed
from .flip_search import Found, Search
from .never import never
from .outline import to_text

KINDS = ("fact", "reading", "drop", "insert")
MOST = 3
"""What changes may cost together unless something else is said."""


class Did(Model):
    """An action of ours that a change inserts, and what is said of doing it."""

    action: str
    case: str
    judgement: Judgement


class Way(Model):
    """Some changes that together give the status and none of which can be spared.

    `norms` are those in force on the action then, `done` our actions among the changes. Where a change has several
    `values`, any of them does; `cost` is the same for all.
    """

    changes: tuple[Change, ...]
    cost: int
    norms: tuple[str, ...]
    done: tuple[Did, ...] = ()
    says: tuple[str, ...] = ()


class Flip(Answer):
    """What would give an action a status: every smallest way up to a cost, the cheapest first.

    `already` tells that it has the status as things are. `most` is the cost up to which every combination was weighed;
    `none_below` tells that it is the least cost there is. Without any way, `never` says why no state gives the status,
    or `instance` is what would be enough for it, to which no changes of the kinds allowed lead; `instance_says` puts it
    in words.
    """

    wanted: Status
    question: str
    then: str
    already: bool
    only: tuple[Kind, ...]
    keep: tuple[str, ...] = ()
    costs: dict[str, int] = {}
    most: int
    none_below: bool = False
    engine: str
    ways: tuple[Way, ...] = ()
    never: str | None = None
    instance: dict[str, str | int] | None = None
    instance_says: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The answer in plain words, as `directives flip` prints it."""
        from .flip_page import flip_page  # it tells answers, so it stands above them

        return to_text(flip_page(self))


class Flipping(Asking, total=False):
    """What a question for the smallest changes may give, by keyword.

    `only` names kinds of changes (`facts`, `readings`, `events`; by default all), `keep` what stays as it is, `cost`
    what a change costs by its name or kind (by default 1), `most` what all may cost together.
    """

    only: Iterable[str]
    keep: Iterable[str]
    cost: Mapping[str, int]
    most: int


def flip(scenario: Source, action: str, status: str | Status, **asking: Unpack[Flipping]) -> Flip:
    """The smallest changes that give an action a status in a scenario, each played.

    `asking` may give `only`, `keep`, `cost` and `most` (3), and `case`, `step` (the last by default), `policy`,
    `readings`, `engine` and `literal`. Raises FaultsError for what is wrong in the scenario or the question, LimitError
    where there are too many combinations to weigh them all.

    >>> student = {"scenario": "A student", "case": {"topic": "learner", "standing": "trainee"}}
    >>> for way in flip(student, "study_diligently", "exempt", engine="arrays").ways:
    ...     print(*way.says)
    The learner is shut out from studying from the start (in the story: the learner is let in to study).
    After the start this happens as well: The learner was shut out from studying.
    """
    wanted = given_status(status)
    only, keep, cost = asking.pop("only", ()), asking.pop("keep", ()), asking.pop("cost", {})
    most = asking.pop("most", MOST)
    found = asked(scenario, action, **cast(Asking, asking))
    return _answered(found, wanted, allowed(found.scenario, found.policy, only, keep, cost), most)


def _answered(question: Asked, wanted: Status, allow: Allowed, most: int) -> Flip:
    policy, ruling = question.policy, question.ruling
    search = Search(question, wanted, allow)
    already = ruling.status is wanted
    labels = [] if already else search.all_up_to(most)
    none_below = False
    if not labels and not already:
        labels, none_below = search.cheapest(), True
    ways = sorted(_merged(question, wanted, [search.found(label) for label in labels], search), key=_rank)
    return Flip(
        **question.answered(),
        wanted=wanted,
        question=wording.wish(policy, question.action, wanted),
        then=wording.headline(policy, question.action, wanted),
        already=already,
        only=tuple(kind for kind in Kind if kind in allow.only),
        keep=tuple(sorted(allow.keep)),
        costs=dict(allow.cost),
        most=max([most, *(cost for _, cost in labels)]),
        none_below=none_below and bool(labels),
        engine=question.evaluator.name,
        ways=tuple(ways),
        **_none(question, wanted) if not labels and not already else {},
    )


def _rank(way: Way) -> tuple[object, ...]:
    """The order of ways: the cheapest first, then those of the fewest changes, then by what is changed."""
    return way.cost, len(way.changes), [(KINDS.index(one.kind), one.step or 0) for one in way.changes]


def _none(question: Asked, wanted: Status) -> dict[str, Any]:
    """Why there is no way: no state gives the status, or one does that cannot be come by."""
    reason, instance = never(question.policy, question.topic, question.action, wanted)
    says = tuple(wording.being(question.policy, name, value) for name, value in (instance or {}).items())
    return {"never": reason, "instance": instance, "instance_says": says}


def _merged(question: Asked, wanted: Status, found: Sequence[Found], search: Search) -> Iterator[Way]:
    """The ways, those drawn together that differ in the values of facts and readings alone and in all combinations."""
    groups: dict[tuple[object, ...], list[Found]] = {}
    for one in found:
        names = (atom if atom[0] in ("drop", "insert") else atom[:-1] for atom in sorted(one.atoms))
        key = (one.cost, one.steps, tuple(one.placed.items()), *names)
        groups.setdefault(key, []).append(one)
    for group in groups.values():
        for alike in _products(group):
            yield _way(question, wanted, alike, search)


def _products(group: list[Found]) -> Iterator[list[Found]]:
    """Parts of a group of ways in each of which every value of one change goes with every value of the others."""
    choices = [dict.fromkeys(atoms) for atoms in zip(*(_valued(one) for one in group), strict=True)]
    if math.prod(map(len, choices)) == len(group):
        yield group
        return
    at = next(index for index, some in enumerate(choices) if len(some) > 1)
    for atom in choices[at]:
        yield from _products([one for one in group if _valued(one)[at] == atom])


def _valued(found: Found) -> list[tuple[str, ...]]:
    """The changes that choose a value, in order."""
    return sorted(atom for atom in found.atoms if atom[0] in ("fact", "reading"))


def _way(question: Asked, wanted: Status, alike: list[Found], search: Search) -> Way:
    """A way, played; raises EngineFaultError should the play not give what the search found."""
    first = alike[0]
    values = [dict.fromkeys(atoms) for atoms in zip(*(_valued(one) for one in alike), strict=True)]
    steps_changed = sorted((*_dropped(question, first), *_inserted(first)), key=lambda one: (one.step or 0, one.kind))
    changes = (*_chosen(values, search), *steps_changed)
    made = changed(question.scenario, changes, question.case, question.step)
    chosen = {one.name: one.value for one in changes if one.kind == "reading" and one.value is not None}
    timeline = play(made.scenario, question.policy, question.evaluator, {**question.readings, **chosen})
    steps = timeline.steps[len(made.scenario.matters) :]
    ruling = steps[made.at].verdict[question.action]
    if ruling.status is not wanted:
        raise EngineFaultError(f"the search found {wanted.value} where the play gives {ruling.status.value}: {changes}")
    return Way(
        changes=changes,
        cost=first.cost,
        norms=ruling.norms,
        done=tuple(one for index in made.inserted for one in _done(steps[index])),
        says=change_words(question.scenario, question.policy, question.readings, changes),
    )


def _done(moment: Moment) -> Iterator[Did]:
    """What is said of doing an inserted action."""
    if moment.judgement is not None and moment.name is not None:
        yield Did(action=moment.name, case=moment.case, judgement=moment.judgement)


def _chosen(values: Sequence[Iterable[tuple[str, ...]]], search: Search) -> Iterator[Change]:
    """The changes that choose a value."""
    for atoms in map(list, values):
        kind, *rest = atoms[0]
        if kind == "fact":
            every = tuple(atom[-1] for atom in atoms)
            yield Change(kind="fact", case=rest[0], name=rest[1], value=every[0], values=every)
        else:
            classes = [search.values[rest[0]][int(atom[-1])] for atom in atoms]
            some = search.nearest(rest[0], [value for one in classes for value in one])
            yield Change(kind="reading", name=rest[0], value=some[0], values=tuple(some))


def _dropped(question: Asked, found: Found) -> Iterator[Change]:
    for number in sorted(int(atom[1]) for atom in found.atoms if atom[0] == "drop"):
        step = question.scenario.timeline[number - 1]
        case = question.scenario.case_of(step)
        yield Change(kind="drop", name=step.name or "", case=case, event=step.event, action=step.action, step=number)


def _inserted(found: Found) -> Iterator[Change]:
    """The inserted steps, each case's in order."""
    steps = [(number, case, kind, name) for case, placed in found.placed.items() for number, kind, name in placed]
    for number, case, kind, name in steps:
        named: dict[str, str] = {kind: name}
        yield Change.model_validate(
            {"kind": "insert", "name": name, "case": case, "step": number, "steps": found.steps or (number,), **named}
        )
