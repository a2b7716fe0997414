"""Tests of whether durable_rules imports, and of what is said where it does not."""

import subprocess
import sys

import pytest

from directives import EngineMissingError, engine
from directives.engine import RulesEngine, available, extension, to_ruleset

from .policies import policy_of


def python(*lines):
    """What a new interpreter, for which every warning is an error, makes of the lines."""
    command = [sys.executable, "-W", "error", "-c", "\n".join(lines)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def untried():
    available.cache_clear()
    yield
    available.cache_clear()


@pytest.fixture(params=[ImportError("undefined symbol: PyEval_CallObject"), OSError("cannot open shared object file")])
def missing(request, monkeypatch, untried):
    """durable_rules does not import, for one reason or another."""

    class Refusing:
        def find_spec(self, name, path=None, target=None):
            if name.partition(".")[0] in ("durable", "durable_rules_engine"):
                raise request.param

    for name in [name for name in sys.modules if name.partition(".")[0] in ("durable", "durable_rules_engine")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Refusing(), *sys.meta_path])


def test_it_is_available_where_it_imports(untried):
    assert available()


@pytest.mark.usefixtures("missing")
def test_it_is_not_available_where_it_does_not_import():
    assert not available()


@pytest.mark.usefixtures("missing")
def test_where_it_does_not_import_the_cure_is_told():
    with pytest.raises(EngineMissingError) as caught:
        RulesEngine(policy_of({}))
    said = str(caught.value)
    for word in ("directives[engine]", "C compiler", "3.13", "PyEval_CallObject=PyObject_CallObject", "--no-cache-dir"):
        assert word in said
    assert "\n  help: " in said


@pytest.mark.usefixtures("missing")
def test_rules_can_be_read_where_the_engine_does_not_import():
    assert str(to_ruleset(policy_of({"N.1": {}}), "matter")).startswith("N.1/1: ")


def test_it_is_tried_once(untried, monkeypatch):
    assert available()
    monkeypatch.setattr(extension, "load", lambda: pytest.fail("tried again"))
    assert available()


def test_durable_rules_is_imported_by_the_first_engine_and_not_before():
    done = python(
        "import sys",
        "from directives import engine, load_policy",
        "engine.to_ruleset(load_policy(), 'learner')",
        "assert not {'durable', 'durable.engine', 'durable_rules_engine'} & set(sys.modules)",
        "engine.RulesEngine(load_policy())",
        "assert 'durable.engine' in sys.modules",
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_public_names_are_sorted_and_documented():
    assert engine.__all__ == sorted(engine.__all__)
    assert all(getattr(engine, name).__doc__ for name in engine.__all__)
