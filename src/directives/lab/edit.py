"""What a form of the lab asks for, as another address: it changes the scenario or, once that is pinned, the changes.

Whether the changed story can happen is not asked here: it is played, and the page says where it breaks off.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..errors import Fault, FaultsError, Place, did_you_mean
from ..files import scenario_from
from ..terms import UNKNOWN
from .address import Address, packed, reading_value
from .visit import Visit

Form = Mapping[str, str]


def edited(visit: Visit, form: Form) -> Address:
    """The address that a form leads to: `do` says what is to be done (`drop:3`); raises FaultsError where it cannot."""
    word, _, rest = form.get("do", "").partition(":")
    if word not in EDITS:
        raise wrong(f"unknown edit `{word}`", did_you_mean(word, EDITS))
    found = EDITS[word](_Edit(visit, form, rest))
    Visit(found, visit.library).present  # noqa: B018  # so that what does not fit is told here
    return found


@dataclass(frozen=True)
class _Edit:
    visit: Visit
    form: Form
    rest: str

    @property
    def address(self) -> Address:
        return self.visit.address

    def given(self, name: str) -> str:
        return self.form.get(name, "").strip()

    def scenario(self, **fields: Any) -> Address:
        """The address with the plain data of its scenario otherwise."""
        data = {**self.address.scenario.plain(), "policy": self.visit.library.policy.policy, **fields}
        return self.address.with_(scenario=scenario_from(data, self.visit.library.policy))

    def changed(self, words: str, instead: str = "") -> Address:
        """The address with one more change, which stands in for one that begins with `instead`."""
        left = [one for one in self.address.changes if not (instead and one.startswith(instead))]
        return self.address.with_(changes=(*left, words), pinned=True)

    def number(self) -> int:
        """The step of the present story that is meant, from 1."""
        found = int(self.rest) if re.fullmatch(r"[0-9]{1,4}", self.rest) else 0
        if not 1 <= found <= len(self.visit.present.timeline):
            raise wrong(f"there is no step `{self.rest}`", f"the steps are 1 to {len(self.visit.present.timeline)}")
        return found

    # what is done

    def set(self) -> Address:
        """Give facts other values at the start: fields `fact.CASE.FACT`; those that have them already stay."""
        present, address = self.visit.present.matters, self.address
        cases = {name: {"topic": one.topic, **one.facts} for name, one in address.scenario.matters.items()}
        for name, value in self.form.items():
            field, _, rest = name.partition(".")
            case, _, fact = rest.partition(".")
            if field != "fact" or (case in present and self.value_of(case, fact) == value):
                continue
            if case not in cases:
                raise wrong(f"unknown case `{case}`", did_you_mean(case, cases))
            before, cases[case][fact] = cases[case].get(fact, self.initial(fact)), value
            address = self.with_change(address, f"set:{case}.{fact}:", value, before)
        if self.address.pinned:
            return address
        lone = self.address.scenario.case is not None
        return self.scenario(**({"case": next(iter(cases.values()))} if lone else {"cases": cases}))

    def value_of(self, case: str, fact: str) -> str:
        """The value of a fact at the start of the present story."""
        return self.visit.present.matters[case].facts.get(fact, self.initial(fact))

    def initial(self, fact: str) -> str:
        """The value that a fact has where none is given."""
        known = self.visit.policy.facts.get(fact)
        return (known and known.initial) or UNKNOWN

    def reading(self) -> Address:
        """Choose values of readings: fields `reading.NAME`."""
        chosen, address = dict(self.address.scenario.readings), self.address
        for name, value in self.form.items():
            field, _, reading = name.partition(".")
            if field == "reading" and str(self.visit.readings.get(reading)) != value:
                before = chosen.get(reading, self.visit.library.policy.defaults.get(reading))
                chosen[reading] = reading_value(value)
                address = self.with_change(address, f"reading:{reading}:", value, str(before))
        if self.address.pinned:
            return address
        defaults = self.visit.library.policy.defaults
        return self.scenario(readings={one: is_ for one, is_ in chosen.items() if defaults.get(one) != is_})

    @staticmethod
    def with_change(address: Address, start: str, value: str, before: str) -> Address:
        """An address with a change that stands in for one that begins alike; none where all is as it was before."""
        left = [one for one in address.changes if not one.startswith(start)]
        return address.with_(changes=(*left, *([start + value] if value != before else [])), pinned=True)

    def look(self) -> Address:
        """Change nothing: a form that only chooses what its page shows."""
        return self.address

    def guess(self) -> Address:
        """Predict a status."""
        return replace(self.address, guess=(self.given("action"), self.given("status")))

    def add(self) -> Address:
        """Put an event or action in after the step looked at."""
        kind, _, name = self.rest.partition(":")
        if kind not in ("event", "action"):
            raise wrong(f"expected an event or an action, found `{kind}`", "event:contract_expires")
        present, at = self.visit.present, self.visit.at
        days = self.visit.days
        day = self.given("day") or (str(days[at]) if days[at] else "")
        if self.address.pinned:
            words = ",".join(filter(None, (day, self.visit.who, f"{kind}:{name}")))
            found = self.changed(f"insert:{words}")
            return found.with_(at=Visit(found, self.visit.library).place_of(len(found.changes)))
        where = self.visit.place_on(day, at) if day else at
        step: dict[str, Any] = {**({"at": day} if day else {}), kind: name}
        if len(present.matters) > 1:
            step["case"] = self.visit.who
        steps = [*self.steps()]
        steps.insert(where, step)
        return self.scenario(timeline=steps).with_(at=where + 1, who="")

    def drop(self) -> Address:
        """Leave a step out; one that a change has put in takes the change back."""
        number = self.number()
        at = min(self.address.at, len(self.visit.present.timeline) - 1)
        at = at - 1 if number < at else at
        if not self.address.pinned:
            steps = self.steps()
            del steps[number - 1]
            return self.scenario(timeline=steps).with_(at=at)
        slot = self.visit.kept_slots[number - 1]
        if slot.added is not None:
            return self.without(slot.added).with_(at=at)
        return self.changed(f"drop:{slot.number}").with_(at=at)

    def up(self) -> Address:
        """Move a step before the one above it, to its day."""
        return self.swapped(self.number() - 1)

    def down(self) -> Address:
        """Move a step after the one below it, to its day."""
        return self.swapped(self.number())

    def swapped(self, index: int) -> Address:
        """Two steps that follow one another change places; the days stay where they are."""
        if self.address.pinned:
            raise wrong("steps are not moved while a before is pinned", "leave the step out, and put it in elsewhere")
        steps = self.steps()
        if 0 < index < len(steps):
            first, second = steps[index - 1], steps[index]
            days = [{"at": one["at"]} if "at" in one else {} for one in (first, second)]
            bare = [{key: value for key, value in one.items() if key != "at"} for one in (second, first)]
            steps[index - 1 : index + 1] = [{**day, **one} for day, one in zip(days, bare, strict=True)]
        moved = self.number()
        return self.scenario(timeline=steps).with_(at=index + 1 if moved == index else index, who="")

    def steps(self) -> list[dict[str, Any]]:
        """The steps as plain data, each with its own day."""
        days = self.visit.days[1:]
        plain = self.address.scenario.plain().get("timeline", [])
        return [{**({"at": str(day)} if day else {}), **one} for one, day in zip(plain, days, strict=True)]

    def case(self) -> Address:
        """Add a case of a topic."""
        topic = self.given("topic")
        scenario, known = self.address.scenario, self.visit.library.policy.topics
        if topic not in known:
            raise wrong(f"unknown topic `{topic}`", did_you_mean(topic, known))
        if self.address.pinned:
            raise wrong("cases are not added while a before is pinned", "keep the changes or give them up first")
        cases: dict[str, Any] = {name: {"topic": one.topic, **one.facts} for name, one in scenario.matters.items()}
        name = next(one for one in _names(topic) if one not in cases)
        cases[name] = {"topic": topic}
        first = next(iter(scenario.matters))
        steps = [{"case": first, **one} for one in self.steps()]
        return self.scenario(case=None, cases=cases, timeline=steps).with_(who=name)

    def pin(self) -> Address:
        """Keep the story as it is as *before*."""
        return self.address.with_(pinned=True)

    def give_up(self) -> Address:
        """Take all changes back."""
        return self.address.with_(changes=(), pinned=False)

    def keep(self) -> Address:
        """Make the changed story the story; amendments are none of a scenario's, so they stay changes."""
        left = tuple(one for one in self.address.changes if one.startswith(("amend:", "law:")))
        present = self.visit.present
        return self.address.with_(scenario=present, changes=left, pinned=bool(left))

    def without(self, number: int | None = None) -> Address:
        """Take one change back."""
        found = int(self.rest) if number is None and re.fullmatch(r"[0-9]{1,3}", self.rest) else number or 0
        changes = tuple(one for index, one in enumerate(self.address.changes, 1) if index != found)
        return self.address.with_(changes=changes, pinned=True)

    def amend(self) -> Address:
        """Amend the policy by an amendment of the library."""
        return self.changed(f"amend:{self.given('amendment')}", f"amend:{self.given('amendment')}")

    def write(self) -> Address:
        """Amend the policy by an amendment written here."""
        text = self.form.get("text", "")
        self.visit.library.written(text)
        return self.changed(f"law:{packed(text)}", "law:")

    def leave(self) -> Address:
        """Leave a step of the pinned story out, by its number in the story as it was."""
        return self.changed(f"drop:{self.rest}", f"drop:{self.rest}")

    def insert(self) -> Address:
        """Put a step in on a day, for a case, from the choices of a form."""
        case, _, occurrence = self.given("what").partition(",")
        words = ",".join(filter(None, (self.given("day"), case, occurrence)))
        return self.changed(f"insert:{words}")


def _names(topic: str) -> Iterator[str]:
    """Names for one more case of a topic."""
    yield topic
    yield from (f"{topic}_{number}" for number in range(2, 1000))


def wrong(message: str, cure: str) -> FaultsError:
    """The error for an edit that cannot be made."""
    return FaultsError([Fault(Place("edit"), "bad-argument", message, cure)])


EDITS: dict[str, Callable[[_Edit], Address]] = {
    "set": _Edit.set,
    "reading": _Edit.reading,
    "look": _Edit.look,
    "guess": _Edit.guess,
    "add": _Edit.add,
    "drop": _Edit.drop,
    "up": _Edit.up,
    "down": _Edit.down,
    "case": _Edit.case,
    "pin": _Edit.pin,
    "give-up": _Edit.give_up,
    "keep": _Edit.keep,
    "without": _Edit.without,
    "amend": _Edit.amend,
    "write": _Edit.write,
    "leave": _Edit.leave,
    "insert": _Edit.insert,
}
"""By the word that a form gives: what is done with the address."""
