"""What the repository promises: public names, documented codes, commands, keys and files that are made."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command

import directives
from directives.check import CHECKS
from directives.cli.app import app
from directives.codes import CODES
from directives.files import KINDS, load_policy, schema
from tests.repo.write import made

ROOT = Path(__file__).parents[2]
SOURCE = sorted((ROOT / "src").rglob("*.py"))


def test_public_names_are_sorted_documented_and_few():
    assert directives.__all__ == sorted(directives.__all__)
    assert len(directives.__all__) <= 30
    assert all(getattr(directives, name).__doc__ for name in directives.__all__)


def test_the_package_file_holds_nothing_but_imports():
    tree = ast.parse((ROOT / "src/directives/__init__.py").read_text(encoding="utf-8"))
    kinds = [type(node).__name__ for node in tree.body]
    assert set(kinds) <= {"Expr", "ImportFrom", "Assign"}
    assert kinds.count("Assign") == 1


def test_no_source_file_is_over_400_lines():
    assert [file.name for file in SOURCE if len(file.read_text(encoding="utf-8").splitlines()) > 400] == []


def functions(file: Path):
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node


def test_no_function_is_over_60_lines():
    long = [
        f"{file.name}:{node.name}" for file in SOURCE for node in functions(file) if node.end_lineno - node.lineno > 60
    ]
    assert long == []


@pytest.mark.parametrize("file", list(made()), ids=lambda file: file.name)
def test_files_made_from_the_code_are_up_to_date(file):
    assert file.read_text(encoding="utf-8") == made()[file], "python -m tests.repo.write"


def codes_in_the_source() -> set[str]:
    text = "\n".join(file.read_text(encoding="utf-8") for file in SOURCE if file.name != "codes.py")
    literal = set(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)+|alias|tag|empty|unreadable)"', text)) & set(CODES)
    kinds = {
        f"unknown-{kind}"
        for kind in ("section", "clause", "topic", "fact", "counter", "reading", "action", "event", "norm")
    }
    return literal | kinds | {"action-not-in-topic", "event-not-in-topic", "norm-not-in-topic"}


def test_every_code_is_used():
    assert set(CODES) - codes_in_the_source() == set()


def test_every_fault_made_has_an_explained_code():
    pattern = re.compile(r'Fault\(\s*[^"]*?"([a-z0-9-]+)"|self\.fault\([^"]*?"([a-z0-9-]+)"', re.DOTALL)
    found = {
        code for file in SOURCE for pair in pattern.findall(file.read_text(encoding="utf-8")) for code in pair if code
    }
    assert {code for code in found if "-" in code} - set(CODES) == set()


def test_every_code_has_a_golden_file_or_a_test():
    golden = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "tests/golden/faults").glob("*.yaml"))
    told = {
        code
        for line in golden.splitlines()
        if "directives explain" in line
        for code in line.split("explain ")[1].split()
    }
    tests = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "tests").rglob("test_*.py"))
    assert {code for code in set(CODES) - told if f'"{code}"' not in tests} == set()


def test_every_check_is_defined_and_says_when_it_is_quiet_and_what_to_do():
    unsaid = [
        code
        for code, one in CHECKS.items()
        if not (one.definition.endswith(".") and "Not reported" in one.quiet and one.cure.endswith("."))
    ]
    assert unsaid == [], (
        "the docstring of find_CODE: definition, `Not reported ...`, what to do, with blank lines between"
    )


def test_every_check_is_documented_and_explained():
    page = (ROOT / "docs/findings.md").read_text(encoding="utf-8")
    for code, one in CHECKS.items():
        assert f"## {code}\n" in page
        assert one.cure in page


def commands():
    return get_command(app).commands


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_and_option_is_documented(name):
    page = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    assert f"## directives {name}" in page
    options = [option for one in commands()[name].params for option in one.opts if option.startswith("--")]
    assert [option for option in options if option != "--help" and f"`{option}" not in page] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_the_formats_is_documented(kind):
    told = {"scenario": "scenarios", "acceptance": "commands", "properties": "properties", "ensemble": "simulate"}
    page = (ROOT / f"docs/{told.get(kind, 'policy')}.md").read_text(encoding="utf-8")
    keys = {
        key
        for definition in [schema(kind), *schema(kind).get("$defs", {}).values()]
        for key in definition.get("properties", {})
    }
    both = page + (ROOT / "docs/policy.md").read_text(encoding="utf-8")
    assert {key for key in keys if not re.search(rf"\b{key}\b", both)} == set()


def test_every_sentence_of_the_document_belongs_to_one_clause():
    remarks = load_policy()
    sentences = sorted(number for clause in remarks.clauses.values() for number in clause.sentences)
    assert sentences == list(range(1, remarks.source.sentences + 1))


def test_every_clause_has_a_norm_a_claim_or_a_principle():
    remarks = load_policy()
    cited = {one.clause for one in (*remarks.norms.values(), *remarks.claims.values(), *remarks.principles.values())}
    assert cited == set(remarks.clauses)


def test_every_name_of_the_design_is_there():
    remarks = load_policy()
    assert len(remarks.norms) == 33
    assert len(remarks.actions) == 19
    assert len(remarks.events) == 14
    assert len(remarks.facts) == 18
    assert sorted(remarks.topics) == [
        "agreed_item", "learner", "material", "new_item", "new_specialist", "reserved_matter", "routine_item",
        "specialist", "technology",
    ]  # fmt: skip


def test_pins_name_every_dependency_and_no_address():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *project["optional-dependencies"]["dev"],
        *project["optional-dependencies"]["engine"],
        *project["optional-dependencies"]["peers"],
    ]
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    names = {re.match(r"[A-Za-z0-9_.-]+", one).group().lower().replace("_", "-") for one in wanted} - {"directives"}
    pinned = {line.partition("==")[0].lower().replace("_", "-") for line in pins.splitlines() if "==" in line}
    assert names <= pinned
    assert "://" not in pins


def test_shipped_files_name_a_schema_that_is_there():
    folders = ("scenarios", "amendments", "properties", "src/directives/policies")
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.yaml")]
    assert files
    for file in files:
        first = file.read_text(encoding="utf-8").partition("\n")[0]
        named = first.removeprefix("# yaml-language-server: $schema=")
        assert (file.parent / named).resolve().parent == ROOT / "src/directives/schemas", file


def test_shipped_files_fit_their_schemas():
    import jsonschema

    from directives.files import parse

    kinds = {"scenarios": "scenario", "amendments": "amendment", "properties": "properties"}
    kinds["src/directives/policies"] = "policy"
    for folder, kind in kinds.items():
        validator = jsonschema.Draft202012Validator(schema(kind))
        for file in (ROOT / folder).rglob("*.yaml"):
            validator.validate(parse(file.read_text(encoding="utf-8"), str(file)).content)


def test_the_tested_command_of_the_readme_is_the_one_that_ci_runs():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = [line for line in readme.splitlines() if line.startswith("python3 -m venv")]
    assert len(lines) == 2
    assert "bash .ci/readme-lines" in (ROOT / ".ci/run").read_text(encoding="utf-8")
