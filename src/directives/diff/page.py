"""A difference in words: what was changed, what follows from it and where, which change does it, what it comes to."""

from collections.abc import Iterable, Iterator

from ..check.in_short import in_short
from ..check.patches import BoundedPatch
from ..play.page import Entry, Note, Page
from ..play.page import Part as Section
from ..play.telling import DIRECTS, WORDS, words
from ..policy import Policy
from ..terms import Status
from .difference import Compared, Difference, Part, Shift
from .edits import Edit
from .freedom import Relation
from .subject import NOTHING

WHERE = 3
"""As many patches of a part are told in words; of the rest their number."""

_RELATIONS: dict[Relation, str] = {
    "same": "no action changes its status",
    "restated": "restated: what may be done and left without blame stays as it was",
    "stricter": "only stricter: it forbids or obliges more and frees nothing",
    "laxer": "only laxer: it frees what was forbidden or obliged, and nothing else",
    "other": "neither stricter nor laxer",
    "mixed": "mixed: not all changes go the same way",
}


def difference_page(difference: Difference, before: Policy, after: Policy) -> Page:
    """The page of a difference; the policies say what its norms direct."""
    one, other = str(difference.before), str(difference.after)
    return Page(
        title=f"Before: {one}. After: {other}." if one != other else f"Before and after: {one}.",
        notes=(*_changed(difference), *_unknown(before, after), Note(_upshot(difference), "heading")),
        parts=tuple(_topic(topic, difference, before, after) for topic in difference.topics if topic.changed),
        end=tuple(_ending(difference)),
    )


def _changed(difference: Difference) -> Iterator[Note]:
    if difference.readings:
        fixed = ", ".join(f"{words(name)} {words(str(value))}" for name, value in difference.readings.items())
        yield Note(f"Compared with {fixed}.", "cite")
    if difference.edits:
        yield Note(f"Changed: {_list(difference.edits)}.")
    if difference.frame:
        yield Note(f"Changed in what cases are and can come to: {_list(difference.frame)}.")
    if difference.worded:
        yield Note(f"Changed in words alone: {', '.join(difference.worded)}.", "cite")
    for topic, names in difference.apart.items():
        yield Note(
            f"Not compared: {words(topic)}, for {', '.join(names)} is not the same thing in both.", "undetermined"
        )


def _unknown(before: Policy, after: Policy) -> Iterator[Note]:
    """The values of shared facts and readings that only one policy knows, so that states with them are not compared."""
    for one, other, when in ((before, after, "before"), (after, before, "after")):
        for name, values in one.domains.items():
            only = [
                words(str(value)) for value in sorted(values, key=str) if value not in other.domains.get(name, values)
            ]
            if only:
                told = f"{words(name)} {' or '.join(only)}" if len(only) < 4 else f"{len(only)} values of {words(name)}"
                yield Note(f"Not compared: states with {told}, known only {when}.", "cite")


def _list(edits: Iterable[Edit]) -> str:
    return ", ".join(map(str, edits))


def _upshot(difference: Difference) -> str:
    if difference.undecided:
        return "Not all is decided: " + "; ".join(difference.undecided) + "."
    if difference.equivalent:
        return "Equivalent: no verdict changes in any state that a case can come to."
    if difference.same_verdicts:
        return "No verdict changes in any state that both know and that a case can come to under either."
    number = len(difference.shifts)
    return f"{number} change{'s' if number > 1 else ''} of verdict; {_RELATIONS[difference.relation]}."


def _topic(topic: Compared, difference: Difference, before: Policy, after: Policy) -> Section:
    name = words(topic.topic)
    share = f"{topic.changed:,} of {topic.states:,} states ({_percent(topic.changed, topic.states)})"
    only = [
        f"{number:,} can be come to only {when}"
        for number, when in ((topic.only_before, "before"), (topic.only_after, "after"))
        if number
    ]
    return Section(
        heading=f"{name[0].upper()}{name[1:]}: some verdict changes in {share}",
        notes=(Note("Of these states " + ", ".join(only) + ".", "cite"),) if only else (),
        entries=tuple(_shift(one, topic, before, after) for one in difference.shifts if one.topic == topic.topic),
    )


def _percent(some: int, every: int) -> str:
    return f"{100 * some / every:.1f} %"


def _shift(shift: Shift, topic: Compared, before: Policy, after: Policy) -> Entry:
    share = f"{shift.states:,} state{'s' if shift.states > 1 else ''}, {_percent(shift.states, topic.states)}"
    notes: list[Note] = []
    for part in shift.parts:
        notes += _part(part, before, after)
    if shift.readings_words != "for all readings":
        notes.append(Note(shift.readings_words, "because"))
    if shift.only_before or shift.only_after:
        notes.append(Note(_reached(shift), "because"))
    notes += _witness(shift, before, after)
    return Entry(_label(shift), _said(shift), share, tuple(notes), _role(shift))


def _said(shift: Shift) -> str:
    names = " and ".join(map(words, shift.names))
    if shift.kind == "status":
        return f"{names}: {WORDS[Status(shift.before)]}, now {WORDS[Status(shift.after)]}"
    if shift.kind == "conclusion":
        return f"{names}: " + ", now ".join(
            "nothing concluded" if said == NOTHING else words(said) for said in (shift.before, shift.after)
        )
    if shift.kind == "clash":
        return f"{names}: " + ("they clash now" if shift.after == "yes" else "they clash no more")
    return f"{names}: " + ("now a duty that cannot be done" if shift.after == "yes" else "no longer an impossible duty")


def _label(shift: Shift) -> str:
    if shift.direction != "other":
        return shift.direction or shift.kind
    return (
        "conflict" if shift.after == Status.CONFLICT else "settled" if shift.before == Status.CONFLICT else "contrary"
    )


def _role(shift: Shift) -> str:
    roles = {"stricter": "must not", "laxer": "may", "restated": "cite", "other": "depends"}
    return roles.get(shift.direction or "", "conflict" if shift.after == "yes" else "")


def _part(part: Part, before: Policy, after: Policy) -> Iterator[Note]:
    yield Note("where " + _where(part.patches, part.more), "action")
    was, now = _grounds(part.before, before), _grounds(part.after, after)
    yield Note(f"before: {was}; now: {now}", "")
    yield Note(_undone(part), "by")


def _where(patches: tuple[BoundedPatch, ...], more: int) -> str:
    shown = "; or ".join(one.words for one in patches[:WHERE])
    left = more + max(0, len(patches) - WHERE)
    return shown + (f"; and {left} more" if left else "")


def _grounds(names: tuple[str, ...], policy: Policy) -> str:
    said = [f"{name} {DIRECTS[policy.norms[name].modality]}" if name in policy.norms else name for name in names]
    return ", ".join(said) or "nothing in force"


def _undone(part: Part) -> str:
    if not part.undone_by:
        return "no set of changes that was tried undoes it"
    sets = [" and ".join(one) for one in part.undone_by]
    if len(part.undone_by[0]) == 1:
        return f"undone by taking back {' or '.join(sets)} alone"
    return f"undone only by taking back {' or '.join(sets)} together"


def _reached(shift: Shift) -> str:
    sides = ((shift.only_before, "before"), (shift.only_after, "after"))
    return "; ".join(f"{number:,} of these states can be come to only {when}" for number, when in sides if number)


def _witness(shift: Shift, before: Policy, after: Policy) -> Iterator[Note]:
    shown = shift.witness
    if shown is None:
        yield Note("no scenario for it was found that replays", "undetermined")
    elif shown.one_story and shown.after:
        yield Note(f"shown by {in_short(shown.after, after)}", "facts")
    else:
        for scenario, policy, when in ((shown.before, before, "before"), (shown.after, after, "after")):
            yield Note(
                f"shown {when} by {in_short(scenario, policy)}" if scenario else f"{when}: no case comes to it", "facts"
            )


def _ending(difference: Difference) -> Iterator[Note]:
    several = [(topic.topic, name, one) for topic in difference.topics for name, one in topic.relations.items()]
    for topic, name, one in several if len(several) > 1 else ():
        yield Note(f"{words(topic)}, {words(name)}: {_RELATIONS[one]}.", "")
    if not difference.exact:
        yield Note(
            "Some states may be told reachable that no timeline reaches: counters with windows fall together.", "cite"
        )
