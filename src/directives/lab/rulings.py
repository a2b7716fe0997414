"""The verdict at the moment looked at: a ruling for each action, with the norms and the argument for it."""

from dataclasses import dataclass

from ..play import Moment
from ..play.telling import WORDS, lacking, norm_point, remarks_on
from ..policy import Policy
from ..terms import Status
from ..whatif.outline import Item
from ..whatif.why import argued
from ..whatif.why_page import why_items
from ..whatif.wording import does
from .visit import Visit


@dataclass(frozen=True)
class Row:
    """A ruling: its status and how that is said, the action, the norms with their words and clauses, the argument."""

    action: str
    does: str
    status: Status
    word: str
    norms: tuple[tuple[str, str, str], ...]
    argument: tuple[Item, ...]
    was: str = ""
    cannot: str = ""
    notes: tuple[str, ...] = ()


def rows(visit: Visit) -> list[Row]:
    """The rulings at the moment looked at, the gravest first; those on which no norm says anything come last."""
    moment = visit.moment
    if moment is None:
        return []
    found = [_row(visit, moment, name) for name in moment.verdict]
    return sorted(found, key=lambda row: (list(WORDS).index(row.status), not row.was))


def _row(visit: Visit, moment: Moment, action: str) -> Row:
    policy, ruling = visit.policy, moment.verdict[action]
    answer = argued(visit.situation, visit.evaluator, action, moment.case, "")
    before = visit.before.verdict.get(action) if visit.before else None
    may = ruling.status in (Status.PERMITTED, Status.OBLIGATORY)
    return Row(
        action=action,
        does=does(policy.actions[action]),
        status=ruling.status,
        word=WORDS[ruling.status],
        norms=tuple(_norm(policy, name) for name in (*ruling.norms, *ruling.open)),
        argument=tuple(why_items(answer)),
        was=WORDS[before.status] if before and before.status is not ruling.status else "",
        cannot=lacking(policy, policy.actions[action], moment) if may else "",
        notes=answer.remarks,
    )


def _norm(policy: Policy, name: str) -> tuple[str, str, str]:
    point = norm_point(policy, name)
    return name, point.text, point.cite.partition(", ")[2]


def remarks(visit: Visit) -> list[str]:
    """Clashes, duties that cannot be done and what follows, in words."""
    moment = visit.moment
    if moment is None:
        return []
    return [point.text + (f" ({point.cite})" if point.cite else "") for point in remarks_on(moment, visit.policy)]
