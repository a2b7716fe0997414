import pytest
from hypothesis import given
from hypothesis import strategies as st

from directives.errors import FaultsError
from directives.files.yaml_text import MOST_BYTES, decoded, parse, read_text


def codes(text: str) -> list[str]:
    with pytest.raises(FaultsError) as caught:
        parse(text, "file.yaml")
    return [fault.code for fault in caught.value.faults]


def test_words_of_yaml_1_1_stay_words():
    content = parse("a: [no, on, off, yes, none, 1960-07-11, 012]", "file.yaml").content
    assert content == {"a": ["no", "on", "off", "yes", "none", "1960-07-11", 12]}


def test_quoted_scalars_are_text():
    assert parse("a: ['12', \"true\", '']", "file.yaml").content == {"a": ["12", "true", ""]}


def test_plain_numbers_truths_and_nulls_are_read():
    assert parse("a: [1, -2, 1.5, true, False, null, ~, ]", "file.yaml").content == {
        "a": [1, -2, 1.5, True, False, None, None]
    }


def test_places_count_from_one_and_point_at_keys_and_values():
    places = parse("a:\n  b: {c: d}\n", "file.yaml").places
    assert str(places.key(("a", "b", "c"))) == "file.yaml:2:7"
    assert str(places.value(("a", "b", "c"))) == "file.yaml:2:10"
    assert str(places.value(("a", "b", "gone"))) == "file.yaml:2:6"


def test_a_bomb_of_aliases_is_refused_at_once():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)
    )
    assert set(codes(bomb)) == {"alias"}


def test_deep_nesting_is_refused():
    assert codes("a: " + "[" * 5000 + "]" * 5000) == ["too-deep"]


def test_each_fault_of_syntax_has_its_code():
    assert codes("a: [") == ["not-yaml"]
    assert codes("a: b\n---\nc: d") == ["many-documents"]
    assert codes("") == ["empty"]
    assert codes("a: \x07") == ["not-yaml"]


def test_a_duplicate_key_keeps_the_first_and_is_told():
    parsed = parse("a: 1\nb: 2\na: 3\n", "file.yaml")
    assert parsed.content == {"a": 1, "b": 2}
    assert [str(fault.place) for fault in parsed.faults] == ["file.yaml:3:1"]


def test_files_that_cannot_be_read_are_told(tmp_path):
    for path in (tmp_path / "gone.yaml", tmp_path):
        with pytest.raises(FaultsError) as caught:
            read_text(path)
        assert caught.value.faults[0].code == "unreadable"


def test_a_file_too_large_is_refused(tmp_path):
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * (MOST_BYTES + 1))
    with pytest.raises(FaultsError) as caught:
        read_text(large)
    assert caught.value.faults[0].code == "too-large"


def test_a_byte_that_is_not_utf_8_is_placed():
    with pytest.raises(FaultsError) as caught:
        decoded(b"a: b\nc: \xff\n", "file.yaml")
    assert caught.value.faults[0].code == "not-utf-8"
    assert str(caught.value.faults[0].place) == "file.yaml:2:4"


@given(st.text(max_size=200))
def test_any_text_is_data_or_faults(text):
    try:
        parse(text, "file.yaml")
    except FaultsError as error:
        assert error.faults


LEAVES = st.none() | st.booleans() | st.integers(-999, 999) | st.text("ab é:#-'\"\n", max_size=8)
KEYS = st.text("abc", min_size=1)


@given(st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)))
def test_json_reads_back_as_itself(data):
    import json

    assert parse(json.dumps({"top": data}), "file.yaml").content == {"top": data}
