"""The norms of a topic as a drawing: conditions, norms, overrides, actions; what is in force, what set aside, by what.

Where everything stands is worked out here, in the units of the drawing; the template only draws it.
"""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..play.telling import WORDS
from ..terms import Status
from ..verdict import status_of
from ..whatif.argument import Argument, Leaf, Standing
from ..whatif.told import step_sentence
from ..whatif.why import argued
from ..whatif.wording import does
from .timeline_picture import Bars, bars
from .visit import Visit

WIDTH = 1180
CONDITIONS, NORMS, ACTIONS = (2, 450), (505, 760), (860, WIDTH - 2)
"""The left and right edges of the three columns."""
LINE, PAD, GAP, APART = 20, 9, 12, 14
"""The height of a line of text, the room around it in a box, between boxes, and more between actions."""
LETTERS = {"condition": 48, "action": 30}
LANE = 11
"""How far apart the arrows of overrides run."""
MOST_LEAVES = 6

STANDINGS = {
    Standing.IN_FORCE: ("in force", "fired"),
    Standing.OPEN: ("perhaps in force", "open"),
    Standing.SET_ASIDE: ("set aside", "aside"),
    Standing.IDLE: ("does not apply", "idle"),
}
MARKS = {True: "✓", False: "✗", None: "?"}


@dataclass(frozen=True)
class Box:
    """A box with lines of text: its edges, and the class that says how it is drawn."""

    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]
    role: str
    title: str = ""
    word: str = ""
    status: str = ""

    @property
    def middle(self) -> int:
        """Half-way down."""
        return self.y + self.height // 2

    @property
    def right(self) -> int:
        """The right edge."""
        return self.x + self.width


@dataclass(frozen=True)
class Arrow:
    """A line from box to box: its path, how it is drawn, what it says."""

    path: str
    role: str
    title: str


@dataclass(frozen=True)
class Drawing:
    """A whole drawing."""

    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    told: tuple[str, ...]


def context(visit: Visit, _view: Mapping[str, str]) -> dict[str, Any]:
    """What the page shows."""
    drawing = None if visit.moment is None else drawn(visit)
    timeline: Bars = bars(visit)
    step = visit.step
    sentence = step_sentence(step, visit.policy) if step else "How things stand at the start."
    return {
        "drawing": drawing,
        "sentence": sentence,
        "timeline": timeline,
        "last": len(visit.present.timeline),
        "columns": (CONDITIONS, NORMS, ACTIONS),
        "width": WIDTH,
        "line": LINE,
        "pad": PAD,
    }


def drawn(visit: Visit) -> Drawing:
    """The norms on the case looked at, at the moment looked at: those of actions on which something holds first."""
    moment = visit.moment
    if moment is None:
        return Drawing(0, (), (), ())
    found = [argued(visit.situation, visit.evaluator, action, "", "") for action in moment.verdict]
    found.sort(key=lambda one: list(WORDS).index(one.status))
    boxes: list[Box] = []
    arrows: list[Arrow] = []
    norms: dict[str, tuple[Box, Argument]] = {}
    top = 34
    for one in found:
        if one.arguments:
            rows = list(_rows(one.arguments, top))
            bottom = rows[-1][1].y + max(rows[-1][0].height, rows[-1][1].height)
            action = _action(visit, one.action, one.status, top, bottom)
            boxes += [action, *(box for row in rows for box in row)]
            for (condition, norm), argument in zip(rows, one.arguments, strict=True):
                norms[argument.norm] = norm, argument
                arrows += _edges(condition, norm, action)
            top = bottom + GAP + APART
    arrows += _overrides(visit, norms)
    return Drawing(top, tuple(boxes), tuple(arrows), tuple(_told(norms)))


def _rows(arguments: tuple[Argument, ...], top: int) -> Iterator[tuple[Box, Box]]:
    """For each norm the box of its condition and its own, one under another."""
    for one in arguments:
        lines = tuple(_conditions(one))
        word, role = STANDINGS[one.standing]
        height = max(len(lines), 2) * LINE + 2 * PAD
        by = f" by {', '.join(one.set_aside_by)}" if one.set_aside_by else ""
        status = status_of((one.modality,))
        yield (
            Box(CONDITIONS[0], top, CONDITIONS[1] - CONDITIONS[0], height, lines, f"condition {role}"),
            Box(NORMS[0], top, NORMS[1] - NORMS[0], height, (f"{word}{by}",), f"norm {role}", one.says,
                f"{one.norm}: {WORDS[status]}", status.value),
        )  # fmt: skip
        top += height + GAP


def _conditions(one: Argument) -> Iterator[str]:
    """The conditions of a norm, each with a mark for whether it holds."""
    leaves = sorted(one.ways[0].leaves, key=lambda leaf: leaf.holds is not True) if one.ways else []
    for leaf in leaves[:MOST_LEAVES]:
        yield from _leaf(leaf)
    if len(leaves) > MOST_LEAVES:
        yield f"and {len(leaves) - MOST_LEAVES} more"
    if not leaves:
        yield "✓ in every case" if one.ways else "✗ can never apply"
    if len(one.ways) > 1:
        yield f"(or in {len(one.ways) - 1} other way{'s' if len(one.ways) > 2 else ''})"


def _leaf(leaf: Leaf) -> Iterator[str]:
    for number, line in enumerate(textwrap.wrap(leaf.asks, LETTERS["condition"])):
        yield f"   {line}" if number else f"{MARKS[leaf.holds]} {line}"


def _action(visit: Visit, action: str, status: Status, top: int, bottom: int) -> Box:
    lines = tuple(textwrap.wrap(does(visit.policy.actions[action]), LETTERS["action"]))
    height = (len(lines) + 1) * LINE + 2 * PAD
    middle = max((top + bottom - height) // 2, top)
    said = "silent" if status is Status.SILENT else "lit"
    return Box(
        ACTIONS[0], middle, ACTIONS[1] - ACTIONS[0], height, lines, f"action {said}", "", WORDS[status], status.value
    )


def _edges(condition: Box, norm: Box, action: Box) -> Iterator[Arrow]:
    """From the condition to the norm and, where the norm has its say, to the action."""
    role = norm.role.split()[1]
    yield Arrow(f"M{condition.right} {condition.middle}H{norm.x}", f"edge {role}", "")
    bend = (norm.right + action.x) // 2
    yield Arrow(
        f"M{norm.right} {norm.middle}C{bend} {norm.middle} {bend} {action.middle} {action.x} {action.middle}",
        f"edge {role}", "",
    )  # fmt: skip


def _overrides(visit: Visit, norms: Mapping[str, tuple[Box, Argument]]) -> Iterator[Arrow]:
    """From each norm to those that it overrides, along lanes on the left of the norms."""
    lane = 0
    for name, (box, argument) in norms.items():
        for other in visit.policy.norms[name].overrides:
            if other not in norms:
                continue
            target, other_argument = norms[other]
            lit = argument.norm in other_argument.set_aside_by
            lane = lane % 4 + 1
            x = NORMS[0] - LANE * lane - 2
            start, end = box.middle + 6, target.middle - 6 if target.y > box.y else target.middle + 6
            path = f"M{box.x} {start}H{x}V{end}H{target.x - 2}"
            says = f"{name} {'sets' if lit else 'would set'} {other} aside"
            yield Arrow(path, f"override {'lit' if lit else 'unlit'}", says)


def _told(norms: Mapping[str, tuple[Box, Argument]]) -> Iterator[str]:
    """The drawing in words, for those who do not see it."""
    for name, (_, argument) in norms.items():
        by = f" by {', '.join(argument.set_aside_by)}" if argument.set_aside_by else ""
        yield f"{name} {STANDINGS[argument.standing][0]}{by}: {argument.says}"
