"""What play makes of facts that nobody knows: what is said must be so whatever they are."""

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from directives import FaultsError, Moment, Policy, Scenario, Timeline

from .drawing import scenarios
from .encoding import Encoding
from .retelling import completions, knowing, unknown_facts
from .stating import holds
from .wrong import Guessing, changed_into

UNDETERMINED = "undetermined"


def played(encoding: Encoding, scenario: Scenario) -> list[Timeline]:
    """The timeline of the scenario, or none if it cannot happen."""
    try:
        return [encoding.play(scenario)]
    except FaultsError:
        return []


def shared(values: set[str]) -> str:
    return values.pop() if len(values) == 1 else UNDETERMINED


@holds(scenarios(most_cases=1), broken_by={"the unknown is guessed": changed_into(Guessing)})
def what_is_said_is_what_all_completions_share(encoding: Encoding, scenario: Scenario) -> None:
    last = encoding.play(scenario).steps[-1]
    ends = [one.steps[-1] for known in completions(encoding.policy, scenario) for one in played(encoding, known)]
    for action, ruling in last.verdict.items():
        in_force = [set(end.verdict[action].norms) for end in ends]
        assert ruling.status == shared({end.verdict[action].status for end in ends})
        assert set(ruling.norms) == set.intersection(*in_force)
        assert set(ruling.open) == set.union(*in_force) - set(ruling.norms)
    assert last.judgement in (None, shared({end.judgement for end in ends}))


def better_known(policy: Policy) -> SearchStrategy[tuple[Scenario, Scenario]]:
    """A scenario, and the same with one of its unknown facts known, if there is any."""

    def both(scenario: Scenario) -> SearchStrategy[tuple[Scenario, Scenario]]:
        chosen = [
            {place: value} for place in unknown_facts(policy, scenario) for value in policy.facts[place[1]].values
        ]
        return st.sampled_from(chosen or [{}]).map(lambda known: (scenario, knowing(scenario, known)))

    return scenarios()(policy).flatmap(both)


@holds(better_known, broken_by={"the unknown is guessed": changed_into(Guessing)})
def to_know_more_settles_what_was_open_and_unsettles_nothing(
    encoding: Encoding, pair: tuple[Scenario, Scenario]
) -> None:
    less = encoding.play(pair[0])
    for more in played(encoding, pair[1]):
        for before, after in zip(less.steps, more.steps, strict=True):
            assert before.judgement in (after.judgement, UNDETERMINED)
            unsettles_nothing(before, after)


def unsettles_nothing(before: Moment, after: Moment) -> None:
    for action, ruling in before.verdict.items():
        known = after.verdict[action]
        assert ruling.status in (known.status, UNDETERMINED)
        assert set(ruling.norms) <= set(known.norms) <= {*ruling.norms, *ruling.open}
        assert set(known.depends_on) <= set(ruling.depends_on)
    assert before.conclusions.items() <= after.conclusions.items()
