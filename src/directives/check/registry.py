"""Every check there is: its code, how grave what it finds is, its definition, and when it keeps quiet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from . import clash, conflict, gap, impossible_duty, silence
from .finding import Severity
from .subject import Raw, Subject


@dataclass(frozen=True)
class Check:
    """A kind of finding. `find` gives every one of a policy; which states can be come to, others see to."""

    code: str
    severity: Severity
    definition: str
    quiet: str
    """When it is not reported."""
    find: Callable[[Subject], Iterator[Raw]]


def _check(code: str, severity: Severity, module: object) -> Check:
    find: Callable[[Subject], Iterator[Raw]] = getattr(module, "find_" + code.replace("-", "_"))
    definition, _, quiet = (find.__doc__ or "").partition("\n\n")
    return Check(code, severity, " ".join(definition.split()), " ".join(quiet.split()), find)


CHECKS: dict[str, Check] = {
    one.code: one
    for one in (
        _check("duty-conflict", "error", conflict),
        _check("permission-conflict", "error", conflict),
        _check("reserve-conflict", "error", conflict),
        _check("clash", "error", clash),
        _check("impossible-duty", "error", impossible_duty),
        _check("gap", "warning", gap),
        _check("silence", "note", silence),
    )
}
"""By code; the docstring of each `find_CODE` is its definition and, after a blank line, when it is not reported."""
