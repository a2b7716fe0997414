"""Whether a file is sound: policies and properties by names, amendments by what they make, scenarios by playing."""

from ..files import (
    amendment_from_text,
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
    if isinstance(content, dict) and "norms" in content and "timeline" not in content:
        found = policy_from_text(text, file)
        return f"sound: a policy of {len(found.clauses)} clauses and {len(found.norms)} norms"
    if isinstance(content, dict) and "prove" in content:
        proved = len(properties_from_text(text, file, policy).prove)
        return f"sound: {proved} propert{'y' if proved == 1 else 'ies'} to prove"
    scenario = scenario_from_text(text, file, policy)
    about = policy or load_policy(scenario.policy)
    timeline = play(scenario, about, Arrays(about))
    return f"sound: a scenario of {len(scenario.timeline)} steps, {timeline.summary.expected} expectations"
