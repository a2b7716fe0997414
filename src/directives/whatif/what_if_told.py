"""The answer to a what-if as a page: what was changed, then only what differs, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..play.page import BULLET, Entry, Note, Page, Part
from ..play.telling import duty_sentence, norm_point, words
from ..policy import Policy
from ..terms import Judgement
from .change import Set
from .compare import Difference, DutyDifference, Otherwise, Value
from .told import directed, directing, instead, said, said_of, sentence, step_sentence, unlike
from .variant import Story
from .what_if import Alone, Broken, WhatIf
from .wording import listed, means


def page(answer: WhatIf) -> Page:
    """The page; raises ValueError for an answer that was read from JSON and does not know its story."""
    if answer.story is None:
        raise ValueError("only an answer that knows its story can be told")
    return _Teller(answer, answer.story).page()


@dataclass(frozen=True)
class Sides:
    """An answer for a page that sets before and after side by side.

    `steps` are those at which something differs, each with its part of the page: the entries of the new differences
    come first, in their order. `others` tell where stories break off, duties and what changes do alone.
    """

    changes: tuple[Entry, ...]
    steps: tuple[tuple[Otherwise, Part], ...]
    others: tuple[Part, ...]
    end: tuple[Note, ...]


def sides(answer: WhatIf) -> Sides:
    """The answer step by step; raises ValueError for one that was read from JSON and does not know its story."""
    whole = page(answer)
    first = 1 if answer.changes else 0
    told = [one for one in answer.steps if _Teller.worth_telling(one)]
    steps = tuple(zip(told, whole.parts[first : first + len(told)], strict=True))
    changes = whole.parts[0].entries if first else ()
    return Sides(changes, steps, whole.parts[first + len(told) :], whole.end)


class _Teller:
    def __init__(self, answer: WhatIf, story: Story) -> None:
        self.answer = answer
        self.story = story
        self.several = len(story.scenario.matters) > 1
        self.before: Policy = story.policy_with(())
        self.after: Policy = story.policy_with(story.all)
        self.told: set[str] = set()
        self.unlike: dict[str, dict[str, tuple[Value, Value]]] = {}
        sets = [one for one in story.changes if isinstance(one, Set)]
        self.known = {(one.case, one.fact, one.value) for one in sets}

    def page(self) -> Page:
        answer = self.answer
        parts = [Part("What is changed", entries=tuple(self.changes()))] if answer.changes else []
        parts += [self.part(one) for one in answer.steps if self.worth_telling(one)]
        parts += [self.broken(one) for one in answer.breaks]
        if answer.duties:
            parts.append(Part("Duties", entries=tuple(self.duty(one) for one in answer.duties)))
        if alone := [entry for one in answer.alone for entry in self.alone(one)]:
            parts.append(Part("What a change alone would do, and all together do not", entries=tuple(alone)))
        return Page(f"What if: {answer.scenario}", (), tuple(parts), tuple(self.ending()))

    def changes(self) -> Iterator[Entry]:
        for one in self.answer.changes:
            yield Entry(str(one.number) if len(self.answer.changes) > 1 else BULLET, sentence(one.says), role="cite")

    @staticmethod
    def worth_telling(one: Otherwise) -> bool:
        return bool(one.change or one.settled or any(each.new for each in one.differences))

    def part(self, one: Otherwise) -> Part:
        entries = [self.difference(one, each) for each in one.differences if each.new]
        still = [self.phrase(each) for each in one.differences if not each.new]
        if still and entries:
            entries.append(Entry("still", "; ".join(still), role="cite"))
        if one.settled:
            again = "; ".join(_about(*key) for key in one.settled)
            entries.append(Entry("as it was", again, role="cite"))
        facts = "; ".join(self.facts(one))
        notes = (Note(sentence(facts), "facts"),) if facts else ()
        return Part(self.sentence(one), str(one.at or ""), notes, tuple(entries))

    def facts(self, one: Otherwise) -> list[str]:
        """What is otherwise of the case, and not yet said to be so."""
        now = {**one.facts, **one.counters}
        before, self.unlike[one.case] = self.unlike.get(one.case, {}), now
        return [
            unlike(self.after, name, after, was)
            for name, (was, after) in now.items()
            if before.get(name) != (was, after) and (one.case, name, after) not in self.known
        ]

    def sentence(self, one: Otherwise) -> str:
        """What happens at the step, with its number, by which it can be left out."""
        who = f"{one.case}: " if self.several else ""
        if one.kind in ("start", "end"):
            return f"{who}How things stand at the {one.kind}."
        policy = self.before if one.change == "dropped" else self.after
        what = step_sentence(self.story.slots[one.slot].step, policy)
        mark = {"added": "put in", "dropped": f"step {one.step}, left out", None: f"step {one.step}"}[one.change]
        return f"{who}{what} ({mark})"

    def difference(self, step: Otherwise, one: Difference) -> Entry:
        if one.of == "status":
            return self.status(one)
        return self.judgement(step, one) if one.of == "judgement" else self.remark(one)

    def status(self, one: Difference) -> Entry:
        notes = [note for name in one.norms_after if name not in one.norms_before for note in self.norm(name)]
        notes += [Note(" ".join(one.through), "because")] if one.through else []
        on = "on " if said(one.after) == "silent" else ""
        was, cite = f"instead of {said(one.before)}", ", ".join(one.norms_after)
        if one.before == one.after:
            was, cite = f"by {cite} instead of {', '.join(one.norms_before)}", ""
        return Entry(said(one.after), f"{on}{words(one.about)}, {was}", cite, (*notes, *self.caused(one.causes)))

    def norm(self, name: str) -> Iterator[Note]:
        """What a norm says, the first time that it is told."""
        if name not in self.told and name in self.after.norms:
            self.told.add(name)
            point = norm_point(self.after, name)
            yield Note(f"{point.text} ({point.cite})")

    def judgement(self, step: Otherwise, one: Difference) -> Entry:
        was, now = directed(one.norms_before, self.before), directing(one.norms_after, self.after)
        was = "it hung on unknown facts" if one.before == Judgement.UNDETERMINED else was
        now = "it hangs on unknown facts" if one.after == Judgement.UNDETERMINED else now
        if one.after is None:
            return Entry("not done", f"it was {_A.get(one.before or '', one.before)}: {was}", role="cite")
        if one.before is None:
            return Entry(one.after, now)
        notes = self.caused(one.causes) if step.change is None else ()
        how = "all the same" if one.before == one.after else f"instead of {one.before}"
        return Entry(one.after, f"{how}: {now}, where {was}", notes=tuple(notes))

    def remark(self, one: Difference) -> Entry:
        notes = tuple(self.caused(one.causes))
        if one.of == "conclusion":
            label = "follows" if one.after else "not so"
            return Entry(label, _concluded(one), "", notes, "claim")
        if one.of == "impossible":
            label = "impossible" if one.after else "possible"
            how = "cannot be done here" if one.after else "is no duty that cannot be done"
            return Entry(label, f"{words(one.about)}: it {how}", "", notes)
        left, _, right = one.about.partition(" and ")
        if one.after is None:
            text = f"between {words(left)} and {words(right)}: they are not both duties"
            return Entry("no clash", text, "", notes, "compliant")
        why = next(both.why for both in self.after.incompatible if both.pair == (left, right))
        return Entry("clash", f"must {words(left)} and must {words(right)}, but {why}", "", notes)

    def caused(self, causes: tuple[tuple[int, ...], ...]) -> list[Note]:
        """Which of several changes made it so."""
        if len(self.answer.changes) < 2 or not causes:
            return []
        sets = [
            f"change {one[0]} alone" if len(one) == 1 else f"changes {listed(list(map(str, one)))} together"
            for one in causes
        ]
        return [Note(f"By {', or by '.join(sets)}.", "cite")]

    @staticmethod
    def phrase(one: Difference) -> str:
        """A difference in few words."""
        if one.of == "status":
            same = f" by {', '.join(one.norms_after)}" if one.before == one.after else ""
            return f"{said_of(one.after, one.about)}{same or f' instead of {said(one.before)}'}"
        if one.of == "judgement":
            if one.before == one.after:
                by = f"by {', '.join(one.norms_after)} instead of {', '.join(one.norms_before)}"
                return f"{words(one.about)}: {one.after} {by}"
            return f"{words(one.about)}: {instead(one.after or 'not done', one.before or 'not done')}"
        if one.of == "conclusion":
            return ("it follows: " if one.after else "it does not follow: ") + _concluded(one)
        return ("" if one.after else "no ") + _about(one.of, one.about)

    def duty(self, one: DutyDifference) -> Entry:
        who = f"{one.case}: " if self.several else ""
        told = [f"{who}{duty_sentence(duty)}" if duty else "" for duty in (one.before, one.after)]
        notes = tuple(self.caused(one.causes))
        if one.before is None:
            return Entry("arises", told[1], "", notes, "open")
        if one.after is None:
            return Entry("falls away", told[0], "", notes, "lapsed")
        was = Note(f"instead of: {duty_sentence(one.before)}", "cite")
        return Entry("differs", told[1], "", (was, *notes), one.after.state.value)

    def broken(self, one: Broken) -> Part:
        who = f" of {one.case}" if self.several else ""
        which = f"step {one.step}" if one.step else "the step put in"
        how = "be done" if one.kind == "action" else "happen"
        more = "any more" if one.step else "here"
        needs = [
            f"{means(self.after, fact, values)}, but {means(self.after, fact, [one.finds[fact]])}"
            for fact, values in one.needs.items()
        ]
        text = f"It needs that {'; and that '.join(needs)}. What would come after is not compared."
        heading = f"The story{who} breaks off at {which}: {words(one.name)} cannot {how} {more}."
        return Part(heading, str(one.at or ""), (Note(text), *self.caused(one.causes)))

    def alone(self, one: Alone) -> Iterator[Entry]:
        number = str(one.change)
        if not one.possible:
            yield Entry(number, "cannot be made without the others", role="cite")
        for step in one.steps:
            when = f"{step.at}" if step.at else f"step {step.step}" if step.step else "at the start"
            who = f" {step.case}" if self.several else ""
            yield Entry(number, f"{when}{who}: " + "; ".join(map(self.phrase, step.differences)), role="cite")
        if one.breaks:
            yield Entry(number, "the story breaks off", role="cite")

    def ending(self) -> Iterator[Note]:
        answer = self.answer
        if answer.empty:
            yield Note("Nothing differs: every verdict, judgement and duty is as it was.", "about")
            return
        if not (answer.duties or answer.breaks or any(one.differences for one in answer.steps)):
            yield Note("Nothing else differs.", "about")
        if answer.violations[0] != answer.violations[1] and not answer.breaks:
            yield Note(f"Violations: {instead(answer.violations[1], answer.violations[0])}.", "about")
        if answer.met[1] < answer.expected[1] and not answer.breaks:
            hold = f"{answer.met[1]} of {answer.expected[1]} still hold" if answer.met[1] else "nothing holds any more"
            text = f"Of what the file expects, {hold}."
            yield Note(text, "about")


def _concluded(one: Difference) -> str:
    """What claims conclude, or concluded."""
    if one.before and one.after:
        return f"{words(one.about)} {instead(one.after, one.before)}"
    return f"{words(one.about)} {words(one.after or one.before or '')}"


_A = {"violation": "a violation"}


def _about(of: str, about: str) -> str:
    left, _, right = about.partition(" and ")
    if of == "clash":
        return f"clash of {words(left)} with {words(right)}"
    return f"impossible duty to {words(about)}" if of == "impossible" else words(about)
