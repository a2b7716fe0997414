"""A scenario in which a case stands as an interview found it, counts and all.

A count cannot be written into a scenario: it has to have happened. What a counter counts for the case alone is done in
the case, over all cases in cases that came before. The facts with which the case must start are found backwards from
those it has; the story is then played forwards, and is only given if it comes out right.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence

from ..errors import Fault, FaultsError, Place
from ..play import play
from ..policy import Occurrence, Policy
from ..scenario import Case, Scenario, Step
from ..space import Arrays
from ..terms import UNKNOWN, Status
from .situation import Situation

MOST_MORE = 2
"""Steps that may be added to those that count, so that the case comes to stand as wanted."""

Happening = tuple[str, str]
"""`event` or `action`, and its name."""
Possible = dict[str, frozenset[str]]
"""The values that each fact may have."""


def story(here: Situation, title: str, about: str = "", expect: Mapping[str, Status] | None = None) -> Scenario:
    """A scenario that ends as the situation is, with what is expected then; raises FaultsError if there is none.

    It is undated, so that whatever a counter counts lies within its window.
    """
    if here.unsure:
        names = ", ".join(f"`{name}`" for name in here.unsure)
        raise _cannot(f"nobody knows {names}, and a scenario cannot leave a count open", "answer it with a number")
    policy = here.policy
    earlier = dict(_earlier(here))
    steps = [Step(case=name, action=action) for name, (_, action) in earlier.items()]
    for case, happenings in _own(here):
        cases = {**{name: one for name, (one, _) in earlier.items()}, here.case: case}
        who = here.case if earlier else None
        told = [Step.model_validate({"case": who, kind: name}) for kind, name in happenings]
        last = Step(case=who, expect=dict(expect or {}))
        chosen = {name: value for name, value in here.readings.items() if value != policy.defaults[name]}
        found = Scenario(
            scenario=title,
            about=about,
            policy=policy.policy,
            readings=chosen,
            case=None if earlier else case,
            cases=cases if earlier else None,
            timeline=(*steps, *told, last),
        )
        if _comes_to(found, here):
            return found
    counts = ", ".join(f"{name} {count}" for name, count in here.counters.items() if count)
    raise _cannot(f"no short story leads to these facts with {counts}", "answer otherwise, or write it by hand")


def _cannot(why: str, cure: str) -> FaultsError:
    return FaultsError([Fault(Place("save"), "no-such-story", why, cure)])


def _earlier(here: Situation) -> Iterator[tuple[str, tuple[Case, str]]]:
    """For every count over all cases as many cases before this one, each with the action that it counts."""
    policy = here.policy
    for name, count in here.counters.items():
        if policy.counters[name].per == "all" and count:
            case, action = _countable(policy, name)
            for number in range(1, count + 1):
                yield f"earlier_{number}" if _alone(here) else f"{name}_{number}"[-64:], (case, action)


def _alone(here: Situation) -> bool:
    return sum(here.policy.counters[name].per == "all" and count > 0 for name, count in here.counters.items()) == 1


def _countable(policy: Policy, counter: str) -> tuple[Case, str]:
    """A case in which an action that the counter counts, and if possible no other counter does, can be done."""
    for action in policy.counters[counter].counts:
        one = policy.actions[action]
        for topic in one.topics:
            needs = policy.admitted(one.needs)
            given = {fact: _admitted(policy, fact, needs) for fact in policy.topics[topic].facts}
            if None not in given.values():
                return Case.model_validate({"topic": topic, **given}), action
    raise _cannot(f"nothing that `{counter}` counts can ever be done", "answer it with 0")


def _admitted(policy: Policy, fact: str, needs: Mapping[str, frozenset[str | int]]) -> str | None:
    """A value with which a fact meets some needs: the initial one, if it does."""
    one = policy.facts[fact]
    wanted = needs.get(fact, policy.domains[fact])
    return next((value for value in (one.initial, *one.values) if value in wanted), None)


def _own(here: Situation) -> Iterator[tuple[Case, tuple[Happening, ...]]]:
    """Ways for the case to begin and to come to stand as it does, with what counts for it alone; the shortest first."""
    policy, actions = here.policy, here.policy.actions_of(here.topic)
    own = [
        [[("action", action)] * count for action in policy.counters[name].counts if action in actions]
        for name, count in here.counters.items()
        if count and policy.counters[name].per == "case"
    ]
    known = [("event", name) for name in policy.events_of(here.topic)] + [("action", name) for name in actions]
    for size in range(MOST_MORE + 1 if own else 1):
        for counted, more in itertools.product(itertools.product(*own), itertools.product(known, repeat=size)):
            happenings = (*itertools.chain.from_iterable(counted), *more)
            start = _start(here, happenings)
            if start is not None:
                yield start, happenings


def _start(here: Situation, happenings: Sequence[Happening]) -> Case | None:
    """The facts with which the case must begin to end as it does; None if it cannot."""
    policy = here.policy
    goal: Possible = {name: frozenset(values) for name, values in here.known.possible}
    for happening in reversed(happenings):
        before = _before(policy, goal, _occurrence(policy, happening))
        if before is None:
            return None
        goal = before
    return Case.model_validate({"topic": here.topic, **dict(_given(here, goal))})


def _given(here: Situation, goal: Possible) -> Iterator[tuple[str, str]]:
    """What the case must give of each fact; nothing where it is so anyway. As wanted in the end, where that will do."""
    for name, values in goal.items():
        fact, wanted = here.policy.facts[name], here.possible(name)
        if len(wanted) > 1 and len(values) == len(fact.values):
            value = UNKNOWN
        else:
            value = next(one for one in (*wanted, *fact.values) if one in values)
        if value != (fact.initial or UNKNOWN):
            yield name, value


def _before(policy: Policy, after: Possible, one: Occurrence) -> Possible | None:
    """The values that facts may have before something happens, if they are to be some afterwards."""
    if any(value not in after[fact] for fact, value in one.sets.items()):
        return None
    free = {
        name: frozenset(policy.facts[name].values) if name in one.sets else values for name, values in after.items()
    }
    needs = policy.admitted(one.needs)
    left = {name: values & frozenset(map(str, needs.get(name, values))) for name, values in free.items()}
    return left if all(left.values()) else None


def _occurrence(policy: Policy, happening: Happening) -> Occurrence:
    kind, name = happening
    return policy.actions[name] if kind == "action" else policy.events[name]


def _comes_to(scenario: Scenario, here: Situation) -> bool:
    """Whether the story can happen and the case stands in the end as it should."""
    try:
        last = play(scenario, here.policy, Arrays(here.policy), here.readings).steps[-1]
    except FaultsError:
        return False
    return last.facts == here.known.facts and last.counters == dict(here.counters)
