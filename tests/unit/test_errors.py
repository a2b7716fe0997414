import pickle

import pytest

import directives
from directives import DirectivesError, Fault, FaultsError, Place
from directives.errors import Places, did_you_mean, dotted

ERRORS = [
    getattr(directives, name)
    for name in directives.__all__
    if isinstance(getattr(directives, name), type) and issubclass(getattr(directives, name), DirectivesError)
]
FIRST = Fault(Place("a.yaml", 2, 9), "empty", "it is empty", "write something")
SECOND = Fault(Place("a.yaml", 10, 1), "tag", "a tag")


@pytest.mark.parametrize("error", [one for one in ERRORS if one is not FaultsError], ids=lambda one: one.__name__)
def test_an_error_travels_between_processes(error):
    again = pickle.loads(pickle.dumps(error("it went wrong")))
    assert type(again) is error
    assert str(again) == "it went wrong"


def test_faults_travel_between_processes_whole():
    again = pickle.loads(pickle.dumps(FaultsError([SECOND, FIRST])))
    assert again.faults == (FIRST, SECOND)
    assert str(again) == str(FaultsError([FIRST, SECOND]))


def test_faults_are_told_in_the_order_of_the_file():
    assert str(FaultsError([SECOND, FIRST])) == ("a.yaml:2:9: it is empty\n  help: write something\na.yaml:10:1: a tag")


def test_a_place_without_a_line_is_the_file():
    assert str(Place("a.yaml")) == "a.yaml"


def test_where_no_places_are_known_the_way_to_the_entry_is_told():
    assert str(Places("<scenario>").value(("timeline", 2, "event"))) == "<scenario>: timeline[2].event"
    assert str(Places("<scenario>").value(())) == "<scenario>"


def test_the_place_of_what_is_not_there_is_that_of_the_nearest_that_is():
    places = Places("a.yaml", {("cases",): (2, 1)}, {("cases",): (3, 3), ("cases", "ann"): (3, 8)})
    assert str(places.value(("cases", "ann", "topic"))) == "a.yaml:3:8"
    assert str(places.value(("timeline", 1))) == "a.yaml:1:1"
    assert str(places.key(("cases",))) == "a.yaml:2:1"
    assert str(places.key(("cases", "ann"))) == "a.yaml:3:8"


def test_the_cure_of_a_misspelt_word_lists_no_more_than_asked_for():
    assert did_you_mean("c", ["a", "b"], 1) == "one of: a, ..."
    assert did_you_mean("running", ["run"], 5) == "did you mean `run`? (run)"
    assert did_you_mean("x", []) == "none is declared"
    assert did_you_mean(7, ["17"]) == "did you mean `17`? (17)"


def test_a_path_is_told_as_one_word():
    assert dotted(()) == ""
    assert dotted(("norms", "SP.1c", "when")) == "norms.SP.1c.when"
    assert dotted((0, "at")) == "[0].at"
