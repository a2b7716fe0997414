"""A witness in one sentence: its readings, its cases, what happens to them."""

from collections import Counter
from collections.abc import Iterator

from ..policy import Policy
from ..scenario import Case, Scenario, Step


def in_short(scenario: Scenario, policy: Policy) -> str:
    """What happens in a short scenario, in words.

    >>> from directives import load_policy, scenario_from
    >>> remarks = load_policy()
    >>> told = scenario_from({"scenario": "?", "case": {"topic": "learner", "standing": "trainee"}, "timeline": [
    ...     {"event": "access_denied"}, {"expect": {"study_diligently": "exempt"}}]}, remarks)
    >>> in_short(told, remarks)
    'a learner (standing trainee): access denied'
    """
    steps = list(_steps(scenario))
    happened = ", then ".join(steps) if steps else "from the start"
    return f"{_cases(scenario, policy)}{_readings(scenario)}: {happened}"


def _readings(scenario: Scenario) -> str:
    chosen = " and ".join(f"{_words(name)} {_words(value)}" for name, value in scenario.readings.items())
    return f", with {chosen}" if chosen else ""


def _cases(scenario: Scenario, policy: Policy) -> str:
    """The case that it is about, and how many others there are of each sort."""
    first, *others = scenario.matters.values()
    sorts = Counter(_facts(case, policy, case.topic if case.topic != first.topic else "") for case in others)
    facts = _facts(first, policy, "")
    told = [f"{_article(first.topic)}{facts}"]
    told += [f"{number} other{'s' if number > 1 else ''}{sort}" for sort, number in sorts.items()]
    return " and ".join(told)


def _facts(case: Case, policy: Policy, topic: str) -> str:
    """What there is to say of a case, in brackets."""
    said = [f"{_words(fact)} {_words(value)}" for fact, value in _telling(case, policy)]
    said = [_words(topic), *said] if topic else said
    return f" ({', '.join(said)})" if said else ""


def _telling(case: Case, policy: Policy) -> Iterator[tuple[str, str]]:
    """The facts that are not as they are at first in every case."""
    return ((fact, value) for fact, value in case.facts.items() if policy.facts[fact].initial != value)


def _steps(scenario: Scenario) -> Iterator[str]:
    """What happens, step by step; time that passes is told where more than a day lies between two steps."""
    several = len(scenario.matters) > 1
    day = None
    for step in scenario.timeline:
        passed = (step.at - day).days if step.at and day else 0
        if passed > 1:
            yield f"{passed:,} days later" + (f" {_step(step, several)}" if step.name else "")
        elif step.name:
            yield _step(step, several)
        day = step.at or day


def _step(step: Step, several: bool) -> str:
    return _words(step.name or "") + (f" ({_words(step.case or '')})" if several else "")


def _article(topic: str) -> str:
    return f"{'an' if topic[0] in 'aeiou' else 'a'} {_words(topic)}"


def _words(name: str | int) -> str:
    return str(name).replace("_", " ")
