"""The outcomes of a suite as JUnit XML, which most build servers read."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from .suite import Outcome


def to_junit(outcomes: Sequence[Outcome]) -> str:
    """One `testcase` for each file: a `failure` where expectations were not met, an `error` where it has faults."""
    suite = ElementTree.Element(
        "testsuite",
        name="directives",
        tests=str(len(outcomes)),
        failures=str(sum(bool(one.failures) for one in outcomes)),
        errors=str(sum(bool(one.faults) for one in outcomes)),
    )
    for one in outcomes:
        case = ElementTree.SubElement(suite, "testcase", classname=_printable(one.file), name=_printable(one.title))
        for kind, found in (("failure", one.failures), ("error", one.faults)):
            if found:
                text = "\n".join(str(each) for each in found)
                ElementTree.SubElement(
                    case, kind, message=_printable(str(found[0]).partition("\n")[0])
                ).text = _printable(text)
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def _printable(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return re.sub("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
