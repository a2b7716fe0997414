"""The shipped properties: proved, of something, and breakable; those that fail, by their smallest scenarios."""

from pathlib import Path

import pytest

from directives import Policy, evaluator_for, load_policy
from directives.condition import Condition
from directives.files import amended, load_amendment, load_properties
from directives.play import play
from directives.policy import MODALITIES, Norm
from directives.prove import prove
from directives.prove.witness import goes_against
from tests.agreement.evaluators import EVALUATORS

FOLDER = Path(__file__).parents[2] / "properties"
PROVED = sorted(FOLDER.glob("*.yaml"))
REFUTED = sorted((FOLDER / "refuted").glob("*.yaml"))
OPPOSITE = {"oblige": "forbid", "forbid": "permit", "permit": "forbid", "exempt": "oblige", "reserve": "forbid"}
NAMES = [(file.stem, name) for file in PROVED for name in load_properties(file).prove]


def proofs(file: Path, policy: Policy | None = None):
    about = policy or load_policy()
    return prove(load_properties(file, about), about, evaluator_for(about))


def test_there_are_enough_of_both():
    assert len(NAMES) >= 15
    assert len(REFUTED) == 5


@pytest.mark.parametrize("file", PROVED, ids=lambda file: file.stem)
def test_every_shipped_property_is_proved_and_of_something(file):
    for proof in proofs(file).proofs:
        assert proof.outcome == "proved", proof
        assert not proof.vacuous, proof


@pytest.mark.parametrize("file", REFUTED, ids=lambda file: file.stem)
def test_every_property_kept_apart_is_refuted_by_a_scenario_that_every_evaluator_replays(file):
    properties, policy = load_properties(file), load_policy()
    (proof,) = proofs(file).proofs
    assert proof.outcome == "refuted"
    for make in EVALUATORS.values():
        timeline = play(proof.witness, policy, make(policy))
        assert timeline.summary.met == timeline.summary.expected
        assert goes_against(timeline, properties.prove[proof.name], policy)


def steps(name: str) -> list[str]:
    (proof,) = proofs(FOLDER / "refuted" / f"{name}.yaml").proofs
    return [step.name for step in proof.witness.timeline if step.name]


def test_the_stories_of_the_refuted_are_those_that_the_docs_tell():
    assert steps("urging-is-owed-once") == ["withdrawal_requested", "withdrawal_dropped", "withdrawal_requested"]
    assert steps("declined-is-declined") == ["propose_extension", "extension_declined", "propose_extension"]
    assert steps("regret-whenever-taken") == ["express_regret", "withdrawn_unilaterally"]
    assert steps("absolute-need-comes-first") == ["request_item"] * 3
    assert steps("asked-once-asked-enough") == ["request_item"]


def looser(norm: Norm):
    """The norm without one entry of its condition, one after another."""
    asked = norm.when.model_dump(by_alias=True, exclude_defaults=True) if norm.when else {}
    for name in asked:
        rest = {key: value for key, value in asked.items() if key != name}
        yield norm.model_copy(update={"when": Condition.model_validate(rest)})


def mutants(policy: Policy, topic: str):
    """The policy amended, or with a norm of the topic dropped, turned round or loosened, or otherwise changed."""
    yield amended(policy, load_amendment(FOLDER.parent / "amendments" / "retain-twice.yaml"))
    for name, norm in policy.norms_of(topic).items():
        rest = {
            other: one.model_copy(update={"overrides": tuple(n for n in one.overrides if n != name)})
            for other, one in policy.norms.items()
            if other != name
        }
        yield Policy.model_construct(**{**dict(policy), "norms": rest})
        turned = {**dict.fromkeys(MODALITIES), OPPOSITE[norm.modality.value]: norm.action}
        changed = type(norm).model_validate({**norm.model_dump(by_alias=True), **turned})
        yield Policy.model_construct(**{**dict(policy), "norms": {**policy.norms, name: changed}})
        for loose in looser(norm):
            yield Policy.model_construct(**{**dict(policy), "norms": {**policy.norms, name: loose}})
    actions = {name: one.model_copy(update={"needs": {}}) for name, one in policy.actions.items()}
    yield Policy.model_construct(**{**dict(policy), "actions": actions})
    claims = {name: one for name, one in policy.claims.items() if one.topic != topic}
    yield Policy.model_construct(**{**dict(policy), "claims": claims})
    yield Policy.model_construct(**{**dict(policy), "events": {}})
    settable = {name: one.model_copy(update={"sets": {}}) for name, one in policy.actions.items()}
    yield Policy.model_construct(**{**dict(policy), "actions": settable})


@pytest.mark.parametrize(("file", "name"), NAMES, ids=lambda one: one)
def test_some_changed_policy_breaks_each_property(file, name):
    properties = load_properties(FOLDER / f"{file}.yaml")
    one = properties.prove[name]
    alone = properties.model_copy(update={"prove": {name: one}}).placed(properties.places)
    for policy in mutants(load_policy(), one.topic):
        if prove(alone, policy, evaluator_for(policy, "arrays")).proofs[0].outcome == "refuted":
            return
    pytest.fail("no change of the policy breaks it")
