"""What amendments do to a suite, as lines: each expectation that changes, where it stands, and why; then the sums."""

from collections.abc import Iterator

from ..play.page import Entry, Note, Page, Part
from ..play.telling import words
from .suite_change import ChangedExpectation, SuiteChange
from .wording import listed


def page(answer: SuiteChange) -> Page:
    """The page, with a part for each file."""
    by_file: dict[str, list[ChangedExpectation]] = {}
    for one in answer.changed:
        by_file.setdefault(_split(one.place)[0], []).append(one)
    several = len(answer.amendments) > 1
    parts = [Part(file, entries=tuple(_entries(some, several))) for file, some in by_file.items()]
    if answer.breaks:
        entries = tuple(Entry("breaks off", f"{file}: {text}") for file, text in answer.breaks.items())
        parts.append(Part("Stories that no longer go on", entries=entries))
    return Page(f"Amended: {listed(answer.amendments)}", (), tuple(parts), tuple(_sums(answer, len(by_file))))


def _split(place: str) -> tuple[str, str]:
    """File and line of a place; no line where the scenario does not come from a file."""
    parts = place.rsplit(":", 2)
    return (parts[0], parts[1]) if len(parts) == 3 else (place, "")


def _entries(some: list[ChangedExpectation], several: bool) -> Iterator[Entry]:
    """The expectations of one file; a reason that was just given is not given again."""
    before: tuple[str, ...] = ()
    for one in some:
        notes = [Note(" ".join(one.through), "because")] if one.through and one.through != before else []
        if several:
            sets = [
                f"amendment {made[0]} alone"
                if len(made) == 1
                else f"amendments {listed(list(map(str, made)))} together"
                for made in one.causes
            ]
            notes.append(Note(f"By {', or by '.join(sets)}.", "cite"))
        role = {"broken": "violation", "cured": "compliant"}.get(one.deed, "cite")
        yield Entry(one.deed, _text(one), ", ".join(one.norms), tuple(notes), role)
        before = one.through


def _text(one: ChangedExpectation) -> str:
    line = _split(one.place)[1]
    where = f"line {line}: " if line else ""
    what = "judged" if one.of == "judged" else f"{words(one.of)} is"
    expected = {"broken": "", "cured": ", as expected"}.get(one.deed, f"; expected was {one.expected}")
    return f"{where}{what} {one.after} instead of {one.before}{expected}"


def _sums(answer: SuiteChange, files: int) -> Iterator[Note]:
    deeds = [(deed, sum(one.deed == deed for one in answer.changed)) for deed in ("broken", "cured", "otherwise")]
    told = listed([f"{number} {deed}" for deed, number in deeds if number])
    whole = f"{answer.expected} expectations of {_scenarios(answer.scenarios)}"
    if answer.changed:
        yield Note(f"{len(answer.changed)} of {whole} change, in {_scenarios(files)}: {told}.", "about")
    else:
        yield Note(f"None of {whole} changes.", "about")
    if norms := [f"{name} ({number})" for name, number in answer.by_norm.items()]:
        yield Note(f"Through {listed(norms)}.", "about")
    if answer.unexpected:
        total, where = sum(answer.unexpected.values()), len(answer.unexpected)
        what = "verdicts and judgements change" if total > 1 else "verdict changes"
        text = f"Besides, {total} {what} about which nothing was expected, in {_scenarios(where)}."
        yield Note(text, "about")


def _scenarios(number: int) -> str:
    return f"{number} scenario{'' if number == 1 else 's'}"
