"""Every check there is: its code, how grave what it finds is, its definition, and when it keeps quiet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from . import (
    clash,
    conflict,
    dead_norm,
    gap,
    idle_event,
    idle_override,
    idle_value,
    impossible_duty,
    redundant_norm,
    reinstatement,
    silence,
    strain,
    stranded_duty,
    trap,
    undischargeable_duty,
    unusable_permission,
    vacuous_condition,
)
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
    cure: str
    """What an author can do."""
    find: Callable[[Subject], Iterator[Raw]]


def _check(code: str, severity: Severity, module: object) -> Check:
    find: Callable[[Subject], Iterator[Raw]] = getattr(module, "find_" + code.replace("-", "_"))
    definition, quiet, cure, *_ = [*(" ".join(part.split()) for part in (find.__doc__ or "").split("\n\n")), "", ""]
    return Check(code, severity, definition, quiet, cure, find)


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
        _check("dead-norm", "warning", dead_norm),
        _check("redundant-norm", "warning", redundant_norm),
        _check("idle-override", "warning", idle_override),
        _check("vacuous-condition", "note", vacuous_condition),
        _check("idle-event", "note", idle_event),
        _check("idle-action", "note", idle_event),
        _check("idle-value", "note", idle_value),
        _check("reinstatement", "note", reinstatement),
        _check("strain", "note", strain),
        _check("undischargeable-duty", "error", undischargeable_duty),
        _check("stranded-duty", "warning", stranded_duty),
        _check("trap", "error", trap),
        _check("unusable-permission", "warning", unusable_permission),
    )
}
"""By code. The docstring of each `find_CODE` is its definition and, each after a blank line, when it is not reported
and what an author can do."""
