"""Idle events and actions: after them everything is as it was, as far as anything asks."""

from collections.abc import Iterable, Iterator

from ..policy import Occurrence
from ..space.moves import Move, Moves
from ..space.region import Region
from ..space.topic_space import TopicSpace
from .subject import Raw, Subject, listed


def find_idle_event(subject: Subject) -> Iterator[Raw]:
    """An event that changes nothing: whether it happened, no norm, claim, action, settlement or other event can tell.

    It can never happen, sets nothing, sets what is so already, or sets what nothing tests. That other events need what
    it sets counts for nothing where these are idle themselves. Not reported where, in some state that a case can come
    to, a norm or claim applies, an action can be done, the case is settled or another event can happen only before or
    only after it.

    Write the norm that it was to matter for; or keep it for the story, and accept the finding with that reason.
    """
    for space in subject.spaces():
        for name in _idle_events(subject, space):
            yield _raw(subject, space, "happens", name, space.events[name])


def find_idle_action(subject: Subject) -> Iterator[Raw]:
    """An action that can never be done, or that sets facts to no effect: nothing that is asked of a case tells.

    Not reported for an action that sets nothing: that it is done is itself what norms are about. What it counts is left
    out of account.

    Mend what it needs or sets, or write the norm that it was to matter for.
    """
    for space in subject.spaces():
        idle = _idle_events(subject, space)
        tests = _tests(space, idle)
        for move in Moves(space).own:
            telling = move.kind == "action" and (move.sets or not _can(subject, space, move))
            if telling and not _noticed(subject, space, move, tests):
                yield _raw(subject, space, "is done", move.name, space.actions[move.name])


def _idle_events(subject: Subject, space: TopicSpace) -> list[str]:
    """The largest set of events that nothing but they themselves can tell of."""
    moves = {move.name: move for move in Moves(space).own if move.kind == "event"}
    idle = list(moves)
    while True:
        tests = _tests(space, idle)
        left = [name for name in idle if not _noticed(subject, space, moves[name], tests)]
        if left == idle:
            return idle
        idle = left


def _tests(space: TopicSpace, idle: Iterable[str]) -> list[Region]:
    """All that is asked of the states of the topic, what idle events need left out."""
    asking: list[Occurrence] = [one for name, one in space.events.items() if name not in idle]
    asking += space.actions.values()
    return [*space.applies.values(), space.settled, *map(space.can, asking)]


def _noticed(subject: Subject, space: TopicSpace, move: Move, tests: Iterable[Region]) -> bool:
    """Whether one of the tests holds before and not after the move, or after and not before."""
    sets = Move(move.kind, move.name, move.layout, move.needs, move.sets)
    there = move.needs & subject.reachable(space.topic)
    mask = sum(field.mask for field, _ in move.sets)
    near = (test for test in tests if any(box & mask != mask for box in test.boxes))
    return any(sets.image(there & test) - test or sets.image(there - test).meets(test) for test in near)


def _can(subject: Subject, space: TopicSpace, move: Move) -> bool:
    return move.needs.meets(subject.reachable(space.topic))


def _raw(subject: Subject, space: TopicSpace, happens: str, name: str, one: Occurrence) -> Raw:
    return Raw(
        topic=space.topic,
        says=f"`{name}` changes nothing: {_why(subject, space, happens, one)}",
        actions=(name,) if happens == "is done" else (),
        key=name if happens == "happens" else "",
        advice=f"write the norm that it was to matter for, mend what it needs or sets, or keep `{name}` for the story",
    )


def _why(subject: Subject, space: TopicSpace, happens: str, one: Occurrence) -> str:
    there = space.can(one) & subject.reachable(space.topic)
    if not there:
        return f"no case comes to where it {'can happen' if happens == 'happens' else 'can be done'}"
    if not one.sets:
        return "it sets no fact"
    same = Region.of(space.layout, {fact: [value] for fact, value in one.sets.items()})
    told = listed(f"{fact.replace('_', ' ')} is {value.replace('_', ' ')}" for fact, value in one.sets.items())
    if there.within(same):
        return f"wherever it {happens}, {told} already"
    return f"no norm or claim hangs on whether {told}, nor does what can be done"
