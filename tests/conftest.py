"""Hypothesis profiles, the remarks, and every evaluator: what tests of all folders share."""

import os

import pytest
from hypothesis import Phase, settings

from directives import Policy, load_policy

from .agreement.evaluators import EVALUATORS, Maker

pytest_plugins = ["pytester"]

PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
settings.register_profile("default", deadline=None, phases=PHASES)
settings.register_profile("ci", deadline=None, phases=PHASES, derandomize=False, database=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "default"))


@pytest.fixture(scope="session")
def remarks() -> Policy:
    return load_policy()


@pytest.fixture(scope="session", params=sorted(EVALUATORS))
def evaluator(request: pytest.FixtureRequest, remarks: Policy) -> Maker:
    """What makes an evaluator of a policy; the one of the remarks is made once."""
    return _remembering(EVALUATORS[request.param], remarks)


@pytest.fixture(scope="session")
def evaluators(remarks: Policy) -> list[Maker]:
    """All that make an evaluator of a policy."""
    return [_remembering(make, remarks) for make in EVALUATORS.values()]


def _remembering(make: Maker, remarks: Policy) -> Maker:
    of_remarks = make(remarks)
    return lambda policy: of_remarks if policy is remarks else make(policy)
