"""The smallest changes by trying every combination, naively: what `flip` is held to.

A change is ("fact", case, fact, value), ("reading", name, value), ("drop", step) or ("insert", case, name, which one).
A set of changes gives a status when some placing of what it inserts makes a story that can happen and ends so.
"""

import itertools
from collections.abc import Iterator

from directives import FaultsError, Policy, Scenario, Step
from directives.play import play
from directives.space import Arrays
from directives.whatif.flip import Flip

Atom = tuple[object, ...]
Question = tuple[Policy, Scenario, str, str, int, str]
"""Policy, scenario, action, case, step and status."""


def atoms(policy: Policy, scenario: Scenario, readings: dict, most: int) -> Iterator[Atom]:
    for case, matter in scenario.matters.items():
        for fact in policy.topics[matter.topic].facts:
            given = matter.facts.get(fact, policy.facts[fact].initial)
            yield from (("fact", case, fact, value) for value in policy.facts[fact].values if value != given)
        for name in (*policy.events_of(matter.topic), *policy.actions_of(matter.topic)):
            yield from (("insert", case, name, number) for number in range(1, most + 1))
    for name, reading in (policy.readings if readings else {}).items():
        yield from (("reading", name, value) for value in reading.domain if value != readings[name])
    yield from (("drop", number) for number, step in enumerate(scenario.timeline, 1) if step.name)


def sensible(some: tuple[Atom, ...]) -> bool:
    """Whether the changes choose one value for each thing and count inserted steps from one."""
    chosen = [atom[:-1] for atom in some if atom[0] in ("fact", "reading")]
    copies = {atom for atom in some if atom[0] == "insert"}
    counted = all(atom[3] == 1 or (*atom[:3], atom[3] - 1) in copies for atom in copies)
    return counted and len(set(chosen)) == len(chosen)


def stories(scenario: Scenario, case: str, step: int, some: tuple[Atom, ...], policy: Policy) -> Iterator[Scenario]:
    """The story under the changes for every placing of inserted steps, with a look at the case after the step."""
    matters = {
        name: matter.model_copy(update={a[2]: a[3] for a in some if a[0] == "fact" and a[1] == name})
        for name, matter in scenario.matters.items()
    }
    base = [
        Step(case=scenario.case_of(one), at=one.at)
        if ("drop", number) in some
        else Step(case=scenario.case_of(one), at=one.at, event=one.event, action=one.action)
        for number, one in enumerate(scenario.timeline, 1)
    ]
    inserted = [atom for atom in some if atom[0] == "insert"]
    for order in set(itertools.permutations(inserted)):
        for places in itertools.combinations_with_replacement(range(step + 1), len(order)):
            steps = [*base[:step], None, *base[step:]]
            for place, atom in reversed(list(zip(places, order, strict=True))):
                kind = "event" if atom[2] in policy.events else "action"
                steps.insert(place, Step.model_validate({"case": atom[1], kind: atom[2]}))
            at = steps.index(None)
            steps[at] = Step(case=case)
            yield scenario.model_copy(update={"case": None, "cases": matters, "timeline": tuple(steps)}), at


def gives(question: Question, readings: dict, some: tuple[Atom, ...]) -> bool:
    policy, scenario, action, case, step, status = question
    chosen = {**readings, **{atom[1]: atom[2] for atom in some if atom[0] == "reading"}}
    for story, at in stories(scenario, case, step, some, policy):
        try:
            timeline = play(story, policy, Arrays(policy), chosen)
        except FaultsError:
            continue
        if timeline.steps[len(story.matters) + at].verdict[action].status == status:
            return True
    return False


def smallest(question: Question, readings: dict, most: int) -> set[frozenset[Atom]]:
    """Every set of up to `most` changes that gives the status and holds no other that does; of readings if given."""
    every = list(atoms(question[0], question[1], readings, most))
    found: list[frozenset[Atom]] = []
    for size in range(1, most + 1):
        for some in filter(sensible, itertools.combinations(every, size)):
            if not any(one <= set(some) for one in found) and gives(question, readings, some):
                found.append(frozenset(some))
    return set(found)


def told(answer: Flip) -> list[frozenset[Atom]]:
    """The sets of changes that an answer tells, every value of each on its own."""
    found = []
    for way in answer.ways:
        copies: dict[tuple[str, str], int] = {}
        choices: list[list[Atom]] = []
        for one in way.changes:
            if one.kind == "fact":
                choices.append([("fact", one.case, one.name, value) for value in one.values])
            elif one.kind == "reading":
                choices.append([("reading", one.name, value) for value in one.values])
            elif one.kind == "drop":
                choices.append([("drop", one.step)])
            else:
                copies[one.case, one.name] = copies.get((one.case, one.name), 0) + 1
                choices.append([("insert", one.case, one.name, copies[one.case, one.name])])
        found.extend(frozenset(each) for each in itertools.product(*choices))
    return found
