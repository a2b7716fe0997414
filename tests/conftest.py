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
    make: Maker = EVALUATORS[request.param]
    of_remarks = make(remarks)
    return lambda policy: of_remarks if policy is remarks else make(policy)
