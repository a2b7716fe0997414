"""The answers to an interview from a YAML file: a mapping from facts and counters to values, counts or `unknown`."""

from ..errors import Fault, FaultsError, Place, Places
from .yaml_text import parse, read_text


def load_answers(file: str) -> tuple[dict[str, str | int], Places]:
    """The answers in a file, by name, and where they stand; raises FaultsError with every fault of its shape."""
    parsed = parse(read_text(file), file)
    if not isinstance(parsed.content, dict):
        cure = "write `contract: expired`, a line for each answer"
        raise FaultsError([Fault(Place(file, 1, 1), "wrong-type", "expected a mapping from names to answers", cure)])
    faults = [
        Fault(parsed.places.value((name,)), "wrong-type", f"expected a value or a number for `{name}`", "give one")
        for name, value in parsed.content.items()
        if type(value) not in (str, int)
    ]
    if faults := [*parsed.faults, *faults]:
        raise FaultsError(faults)
    return dict(parsed.content), parsed.places
