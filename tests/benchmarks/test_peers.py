"""Every peer that is installed decides as the reference does; one that does not is told of, and nothing is timed."""

import doctest
import importlib
import itertools
from types import ModuleType

import pytest

from benchmarks.peers import PEERS, dialect, harness, plain, policies, report
from benchmarks.peers.worker import SIZES, Worker
from directives import Policy

POLICIES = {
    "small": policies.small(),
    "twenty": policies.random_policy(20),
    "fifty": policies.random_policy(50, facts=6, seed=7),
}


@pytest.fixture(params=PEERS)
def peer(request: pytest.FixtureRequest) -> ModuleType:
    try:
        return importlib.import_module(f"benchmarks.peers.by_{request.param}")
    except ImportError as error:
        return pytest.skip(f"{request.param}: {error}")


def agree(peer: ModuleType, policy: Policy, topic: str, many: int) -> None:
    states = list(itertools.islice(policies.random_states(policy, topic, readings=True), many))
    expected = harness.expected(harness.Trial("", policy, topic, states))
    decider = peer.load(policy, topic)
    assert decider.statuses(decider.decide_many(decider.batch(states))) == expected
    assert [decider.decide(state) for state in states[:10]] == expected[:10]


@pytest.mark.parametrize("name", POLICIES)
def test_a_peer_decides_on_random_policies_as_the_reference_does(peer, name):
    agree(peer, POLICIES[name], policies.TOPIC, 40)


def test_a_peer_decides_on_every_topic_of_the_remarks_as_the_reference_does(peer, remarks):
    for topic in remarks.topics:
        agree(peer, remarks, topic, 12)


@pytest.mark.parametrize("name", POLICIES)
def test_the_policies_have_norms_set_aside_and_reinstated(name):
    policy = POLICIES[name]
    _, aside, again = policies.mix(
        policy, policies.TOPIC, itertools.islice(policies.random_states(policy, policies.TOPIC), 200)
    )
    assert aside > again > 0


def test_every_state_is_every_state():
    policy = policies.small()
    states = list(policies.every_state(policy, policies.TOPIC, 8, readings=True))
    sizes = [len(fact.values) for fact in policy.facts.values()]
    assert len(states) == sizes[0] * sizes[1] * sizes[2] * 8 * 7 * 2
    assert len({tuple(sorted(state.items())) for state in states}) == len(states)


def test_a_peer_of_another_policy_is_shown_the_state_in_which_it_differs():
    states = list(itertools.islice(policies.random_states(POLICIES["twenty"], policies.TOPIC), 200))
    expected = harness.expected(harness.Trial("", POLICIES["twenty"], policies.TOPIC, states))
    norms = {name: norm.model_copy(update={"overrides": ()}) for name, norm in POLICIES["twenty"].norms.items()}
    worker = Worker("if_else", POLICIES["twenty"].model_copy(update={"norms": norms}), policies.TOPIC)
    worker.load()
    wrong = worker.check(states, expected).wrong
    assert wrong is not None
    assert wrong.expected != wrong.found
    assert expected[states.index(wrong.state)] == wrong.expected


def test_disagreement_stops_the_run(monkeypatch):
    policy = POLICIES["twenty"]
    states = list(itertools.islice(policies.random_states(policy, policies.TOPIC), 3))
    monkeypatch.setattr(harness, "expected", lambda _: [("silent",) * len(policy.actions)] * 3)
    with pytest.raises(
        harness.DisagreementError, match="if_else disagrees with the reference: `decide_many` in the st"
    ):
        harness.measure(harness.Trial("", policy, policies.TOPIC, states), ["if_else"], 1, lambda _: None)


def test_a_round_measures_a_load_single_decisions_and_a_batch(monkeypatch):
    monkeypatch.setattr("benchmarks.peers.worker.LIMIT", 0.01)
    worker = Worker("if_else", POLICIES["twenty"], policies.TOPIC)
    worker.load()
    cases = worker.calibrate()
    one = worker.round()
    assert cases in SIZES[1:]
    assert one.cases == cases
    assert min(one.load or 0, one.one, one.many) > 0


def entry(peer: str, seconds: float) -> harness.Entry:
    rounds = [harness.Round(seconds, seconds, seconds * factor, 10, 1.0) for factor in (1, 2, 3)]
    return harness.Entry(peer, rounds=rounds, memory=harness.Memory(1.0, 2.0))


def test_who_is_ahead_is_said_and_who_is_not_is_not():
    faster, slower = (
        report.ahead([entry("arrays", 0.2), entry("polars", 0.1)]),
        report.ahead([entry("arrays", 0.1), entry("polars", 0.2)]),
    )
    assert list(faster)[2] == (
        "- In a batch, ahead of the best of this project (directives, arrays): Polars, by hand (2.0 times as fast)."
    )
    assert all("no peer is ahead" in line for line in slower)


def test_a_page_tells_of_agreement_and_of_those_that_are_not_timed():
    checked = harness.Checked(3, 5)
    entries = [
        entry("arrays", 0.1),
        harness.Entry("engine", "cannot", "too | many"),
        harness.Entry("zen", "missing", "no"),
    ]
    entries[0].checked, entries[0].loaded = checked, 0.2
    trial = harness.Trial(
        "Few", POLICIES["small"], policies.TOPIC, [*policies.every_state(POLICIES["small"], policies.TOPIC)]
    )
    text = report.page([(trial, entries)], 5, 12.0, 1.0)
    assert f"- Few: {len(trial.states):,} states, all there are, in a batch, and 3 or more of them one by one;" in text
    assert "| directives, arrays | 200 | 100 | 100,000 | 1.0 | 200,000 | 1.0 | 10 | 1.0, 2.0 |  |" in text
    assert "| directives, engine |  |  |  |  |  |  |  |  | too \\| many |" in text
    assert "| zen-engine |  |  |  |  |  |  |  |  | not installed here |" in text


def test_the_tables_go_between_the_marks_and_the_rest_of_the_page_stays(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"above\n{report.BEGIN}\nold\n{report.END}\nbelow\n", encoding="utf-8")
    report.put(page, "new\n")
    report.put(page, "newer\n")
    text = page.read_text(encoding="utf-8")
    assert (text.startswith("above\n"), text.endswith("\nbelow\n"), "old" in text, "newer" in text) == (1, 1, 0, 1)


@pytest.mark.parametrize("module", [plain, dialect, report])
def test_their_examples_hold(module):
    assert doctest.testmod(module).failed == 0
