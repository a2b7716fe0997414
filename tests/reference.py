"""The meaning of DESIGN 2, naively: what every other reading of a policy is held to.

Direct recursion over the models, slow and plain. It knows nothing of `branches`, of what `verdict` computes, of `play`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import product
from typing import Any

from directives.condition import Bounds, Condition, Excluding
from directives.policy import Claim, Norm, Policy
from directives.scenario import Scenario, Step
from directives.verdict import Evaluation

SAID = {"reserve": "reserved", "oblige": "obligatory", "forbid": "forbidden", "permit": "permitted", "exempt": "exempt"}
TORN = ({"oblige", "forbid"}, {"oblige", "exempt"}, {"forbid", "permit"})
JUDGED = {"reserved": "premature", "obligatory": "compliant", "forbidden": "violation", "permitted": "compliant"}
JUDGED |= {"exempt": "unregulated", "silent": "unregulated", "conflict": "contested"}


def admits(entry: Any, value: Any, state: Mapping[str, Any]) -> bool:
    if isinstance(entry, Bounds):
        least, below = (state.get(str(bound), bound) for bound in (entry.at_least, entry.below))
        return (least is None or value >= least) and (below is None or value < below)
    if isinstance(entry, Excluding):
        return not admits(entry.excluded, value, state)
    return value in entry if isinstance(entry, tuple) else value == entry


def holds(condition: Condition, state: Mapping[str, Any]) -> bool:
    entries = all(admits(entry, state[name], state) for name, entry in condition.entries.items())
    return entries and (condition.any is None or any(holds(one, state) for one in condition.any))


def evaluate(policy: Policy, topic: str, state: Mapping[str, Any]) -> Evaluation:
    def applies(one: Norm | Claim) -> bool:
        return (one.when is None or holds(one.when, state)) and (one.unless is None or not holds(one.unless, state))

    def against(name: str) -> list[str]:
        return sorted(other for other, norm in norms.items() if name in norm.overrides and not against(other))

    norms = {name: norm for name, norm in policy.norms_of(topic).items() if applies(norm)}
    claims = {name: claim for name, claim in policy.claims_of(topic).items() if applies(claim)}
    aside = {name: tuple(against(name)) for name in norms if against(name)}
    matched = {name: {} for name in (*norms, *claims)}  # the reasons have a test of their own
    concluded = {name: value for claim in claims.values() for name, value in claim.concludes.items()}
    return Evaluation(frozenset(norms.keys() - aside), aside, matched, concluded)


def status(policy: Policy, action: str, in_force: Iterable[str]) -> str:
    found = {policy.norms[name].modality.value for name in in_force if policy.norms[name].action == action}
    torn = any(pair <= found for pair in TORN) or ("reserve" in found and len(found) > 1)
    return "conflict" if torn else next((SAID[modality] for modality in SAID if modality in found), "silent")


class Play:
    """A scenario, played: `steps` and `duties` as plain data; `impossible`, the first step that cannot happen."""

    def __init__(self, policy: Policy, scenario: Scenario, readings: Mapping[str, Any] | tuple[()] = ()) -> None:
        self.policy, self.cases = policy, scenario.matters
        self.readings = policy.defaults | scenario.readings | dict(readings)
        self.windows = {name: self.readings.get(str(one.within), one.within) for name, one in policy.counters.items()}
        self.done, self.duties, self.obliged, self.open = [], [], set(), {}
        self.known = {case: {} for case in self.cases}
        for case, fact in ((name, fact) for name, one in self.cases.items() for fact in policy.topics[one.topic].facts):
            value = self.cases[case].facts.get(fact, policy.facts[fact].initial)
            self.known[case][fact] = set(policy.facts[fact].values) if value in (None, "unknown") else {value}
        self.today = next((step.at for step in scenario.timeline if step.at), None)
        self.steps = [self.moment(case) for case in self.cases]
        self.update_duties()
        happened = enumerate(self.take(scenario.case_of(step), step) for step in scenario.timeline)
        self.impossible = next((number for number, could in happened if not could), None)
        for (_, action), duty in self.open.items():
            duty["state"] = "standing" if policy.actions[action].continuous else "open"

    def take(self, case: str, step: Step) -> bool:
        self.pass_days(step.at or self.today)
        known, judgement = self.known[case], None
        if step.name:
            occurrence = self.policy.events[step.name] if step.event else self.policy.actions[step.name]
            for fact, entry in occurrence.needs.items():
                known[fact] = {value for value in known[fact] if admits(entry, value, {})}
            if not all(known.values()):
                return False
            if step.action:
                said = {JUDGED[status(self.policy, step.action, one.in_force)] for _, one in self.told(case)}
                judgement = said.pop() if len(said) == 1 else "undetermined"
                self.open.pop((case, step.action), {}).update(state="discharged", until=self.today)
                self.done.append((self.today, case, step.action))
            known |= {fact: {value} for fact, value in occurrence.sets.items()}
        self.update_duties()
        self.steps.append(self.moment(case, step.name, judgement))
        return True

    def pass_days(self, day: date | None) -> None:
        turns = {then.toordinal() + days for then, _, _ in self.done if then for days in self.windows.values() if days}
        for turn in sorted(turn for turn in turns if day and self.today.toordinal() < turn <= day.toordinal()):
            self.today = date.fromordinal(turn)
            self.update_duties()
        self.today = day

    def update_duties(self) -> None:
        verdicts = {case: self.moment(case)["verdict"] for case in self.cases}
        for key, told in (((case, action), told) for case in verdicts for action, told in verdicts[case].items()):
            if told["status"] != "obligatory":
                self.obliged.discard(key)
                self.open.pop(key, {}).update(state="lapsed", until=self.today)
            elif key not in self.obliged:
                self.obliged.add(key)
                norms = sorted(name for name in told["norms"] + told["open"] if self.policy.norms[name].oblige)
                self.open[key] = {"case": key[0], "action": key[1], "norms": norms, "since": self.today, "until": None}
                self.duties.append(self.open[key])

    def count(self, name: str, case: str) -> int:
        one, days = self.policy.counters[name], self.windows[name]
        acts = [then for then, who, act in self.done if act in one.counts and (one.per == "all" or who == case)]
        return sum(days is None or then is None or (self.today - then).days < days for then in acts)

    def told(self, case: str) -> list[tuple[dict[str, Any], Evaluation]]:
        known, topic = self.known[case], self.cases[case].topic
        fixed = self.readings | {name: self.count(name, case) for name in self.policy.topics[topic].counters}
        states = [fixed | dict(zip(known, values, strict=True)) for values in product(*known.values())]
        return [(state, evaluate(self.policy, topic, state)) for state in states]

    def moment(self, case: str, name: str | None = None, judgement: str | None = None) -> dict[str, Any]:
        told, known, actions = self.told(case), self.known[case], self.policy.actions_of(self.cases[case].topic)
        verdict = {action: ruling(self.policy, action, told) for action in actions}
        due = {name: one.needs for name, one in actions.items() if verdict[name]["status"] == "obligatory"}
        return {
            "at": self.today, "case": case, "name": name, "judgement": judgement, "verdict": verdict,
            "facts": {fact: "unknown" if len(values) > 1 else min(values) for fact, values in known.items()},
            "counters": {one: told[0][0][one] for one in self.policy.topics[self.cases[case].topic].counters},
            "clashes": [both.pair for both in self.policy.incompatible if due.keys() >= set(both.pair)],
            "impossible": [a for a, n in due.items() if not all(any(admits(n[f], v, {}) for v in known[f]) for f in n)],
            "conclusions": dict(set.intersection(*(set(one.conclusions.items()) for _, one in told))),
        }  # fmt: skip


def ruling(policy: Policy, action: str, told: list[tuple[dict[str, Any], Evaluation]]) -> dict[str, Any]:
    mine = {name for name, norm in policy.norms.items() if norm.action == action}
    always, ever = (mine & how(*(set(one.in_force) for _, one in told)) for how in (set.intersection, set.union))
    aside = mine.intersection(*(one.set_aside for _, one in told))
    found = [(state, status(policy, action, one.in_force)) for state, one in told]
    pairs = [(left, right) for left, was in found for right, now in found if was != now]
    return {
        "status": "undetermined" if pairs else found[0][1], "norms": sorted(always), "open": sorted(ever - always),
        "set_aside": {name: sorted({by for _, one in told for by in one.set_aside[name]}) for name in aside},
        "depends_on": sorted({fact for left, right in pairs for fact in left if left == {**right, fact: left[fact]}}),
    }  # fmt: skip
