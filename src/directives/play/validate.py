"""Whether a file is sound: a policy by its names, an amendment by what it makes, a scenario also by being played.

Whether the findings that an acceptance names are there, only a check can tell.
"""

from ..files import (
    acceptance_from_text,
    amendment_from_text,
    ensemble_from_text,
    load_policy,
    parse,
    policy_from_text,
    properties_from_text,
    read_text,
    scenario_from_text,
)
from ..policy import Policy
from ..space import Arrays
from .player import play


def validated(file: str, policy: Policy | None = None) -> str:
    """What a sound file is, in words; raises FaultsError with every fault of one that is not."""
    text = read_text(file)
    content = parse(text, file).content
    if isinstance(content, dict) and "amends" in content:
        entries = len(amendment_from_text(text, file, policy).entries)
        return f"sound: an amendment of {entries} entr{'y' if entries == 1 else 'ies'}"
    if isinstance(content, dict) and "accepts" in content:
        known = len(acceptance_from_text(text, file, policy).findings)
        return f"sound: an acceptance of {known} finding{'' if known == 1 else 's'}"
    if isinstance(content, dict) and "norms" in content and "timeline" not in content:
        found = policy_from_text(text, file)
        return f"sound: a policy of {_many(len(found.clauses), 'clause')} and {_many(len(found.norms), 'norm')}"
    if isinstance(content, dict) and "prove" in content:
        proved = len(properties_from_text(text, file, policy).prove)
        return f"sound: {proved} propert{'y' if proved == 1 else 'ies'} to prove"
    if isinstance(content, dict) and "ensemble" in content:
        ensemble = ensemble_from_text(text, file, policy)
        cases = sum(one.count for one in ensemble.populations.values())
        return f"sound: an ensemble of {_many(cases, 'case')} and {_many(ensemble.horizon, 'step')}"
    scenario = scenario_from_text(text, file, policy)
    about = policy or load_policy(scenario.policy)
    timeline = play(scenario, about, Arrays(about))
    steps, expected = len(scenario.timeline), timeline.summary.expected
    return f"sound: a scenario of {_many(steps, 'step')}, {_many(expected, 'expectation')}"


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
