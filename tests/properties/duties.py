"""What play makes of acts and obligations over time: how acts are judged, how duties arise and how they end."""

from collections import Counter
from itertools import pairwise

from hypothesis.strategies import SearchStrategy

from directives import Policy, Scenario

from ..reference import JUDGED
from .drawing import scenarios
from .encoding import Encoding
from .retelling import dated, days_of, without_days
from .stating import holds
from .wrong import Belated, Doubling, JudgedAfterwards, Lenient, Thankless, Unending, changed_into


def day_by_day(policy: Policy) -> SearchStrategy[Scenario]:
    return scenarios()(policy).map(dated)


def one_case_on_one_day(policy: Policy) -> SearchStrategy[Scenario]:
    return scenarios(most_cases=1)(policy).map(dated).map(without_days)


def known_case_on_one_day(policy: Policy) -> SearchStrategy[Scenario]:
    return scenarios(unknowns=False, most_cases=1)(policy).map(dated).map(without_days)


@holds(known_case_on_one_day, broken_by={"acts are judged by what follows": changed_into(JudgedAfterwards)})
def what_is_done_is_judged_by_the_verdict_just_before_it(encoding: Encoding, scenario: Scenario) -> None:
    for before, moment in pairwise(encoding.play(scenario).steps):
        done = moment.name in before.verdict
        assert moment.judgement == (JUDGED[before.verdict[moment.name].status] if done else None)


@holds(
    one_case_on_one_day,
    broken_by={"what was not done is forgotten": changed_into(Lenient), "all is owed twice": changed_into(Doubling)},
)
def a_duty_arises_each_time_that_something_becomes_obligatory(encoding: Encoding, scenario: Scenario) -> None:
    timeline = encoding.play(scenario)
    arisen: Counter[str] = Counter()
    before: set[str] = set()
    for moment in timeline.steps:
        now = {action for action, ruling in moment.verdict.items() if ruling.status == "obligatory"}
        arisen.update(now - before)
        before = now
    assert Counter(duty.action for duty in timeline.duties) == arisen


@holds(
    day_by_day,
    broken_by={"there is no end": changed_into(Unending), "there are two of each": changed_into(Doubling)},
)
def a_duty_has_at_most_one_ending_and_only_then_can_arise_anew(encoding: Encoding, scenario: Scenario) -> None:
    ended = {}
    for duty in encoding.play(scenario).duties:
        kept_up = encoding.policy.actions[duty.action].continuous
        ends = duty.state in ("discharged", "lapsed")
        assert ends or duty.state == ("standing" if kept_up else "open")
        assert (duty.until is not None) == (ends and bool(days_of(scenario)))
        assert duty.until is None or duty.since <= duty.until
        before = ended.get((duty.case, duty.action))
        assert before is None or before.state in ("discharged", "lapsed")
        assert before is None or before.until is None or before.until <= duty.since
        ended[duty.case, duty.action] = duty


@holds(
    day_by_day,
    broken_by={"it ends a day late": changed_into(Belated), "doing it does not end it": changed_into(Thankless)},
)
def what_discharges_a_duty_is_done_on_its_last_day_and_what_is_left_undone_on_none(
    encoding: Encoding, scenario: Scenario
) -> None:
    timeline = encoding.play(scenario)
    done = {(moment.case, moment.name, moment.at) for moment in timeline.steps if moment.judgement}
    for duty in timeline.duties:
        days = {day for case, action, day in done if (case, action) == (duty.case, duty.action)}
        if duty.state == "discharged":
            assert duty.until in days
        elif duty.since:
            assert not any(duty.since < day and (duty.until is None or day < duty.until) for day in days)
