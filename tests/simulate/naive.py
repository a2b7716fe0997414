"""An ensemble without luck, naively: one decision after another, each on the reference's reading of all so far."""

from directives.scenario import Case, Scenario, Step
from directives.terms import Status
from tests.reference import Play, admits, holds

CONDUCT = {"always": 1.0, "never": 0.0}


def course(ensemble, policy, readings):
    """What occurs, as (day, case, name) sorted: every chance is 0 or 1, every fact has one value."""
    cases = {
        f"{name}_{number}": Case.model_validate({"topic": one.topic, **one.facts})
        for name, one in ensemble.populations.items()
        for number in range(1, one.count + 1)
    }
    first = next(iter(cases))
    steps = [Step(at=ensemble.days[0], case=first)]

    plays = {}

    def played():
        if len(steps) not in plays:
            scenario = Scenario(scenario="?", policy=policy.policy, cases=cases, timeline=steps)
            plays[len(steps)] = Play(policy, scenario, readings)
        return plays[len(steps)]

    def can(play, case, occurrence):
        return all(
            any(admits(entry, v, {}) for v in play.known[case][fact]) for fact, entry in occurrence.needs.items()
        )

    for before, day in zip(ensemble.days, ensemble.days[1:], strict=False):
        steps.append(Step(at=day, case=first))
        befalling = [(one, one.share) for one in ensemble.shocks if before < one.at <= day]
        befalling += [
            (one, one.chance)
            for one in ensemble.hazards
            if (one.since is None or one.since <= day) and (one.until is None or day <= one.until)
        ]
        for one, chance in befalling:
            for case, has in cases.items():
                play = played()
                event = policy.events[one.event]
                mine = one.population in (None, case.rpartition("_")[0]) and has.topic in event.topics
                if mine and chance and can(play, case, event):
                    state = play.told(case)[0][0]
                    if one.when is None or holds(one.when, state):
                        steps.append(Step(at=day, case=case, event=one.event))
        for name, action in policy.actions.items():
            for case, has in cases.items():
                play = played()
                if has.topic in action.topics and can(play, case, action):
                    status = Status(play.moment(case)["verdict"][name]["status"])
                    done = (case, name) in play.obliged and (case, name) not in play.open
                    if likely(ensemble.conduct, status) and not (status is Status.OBLIGATORY and done):
                        steps.append(Step(at=day, case=case, action=name))
    return sorted((str(step.at), step.case, step.name) for step in steps if step.name)


def likely(conduct, status):
    if status is Status.OBLIGATORY:
        return 1 - conduct.careless
    if status is Status.FORBIDDEN:
        return conduct.careless
    use = getattr(conduct, status.value)
    return CONDUCT.get(use, use)
