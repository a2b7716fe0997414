"""How often actions were done: counters for a case or over all, within rolling windows of days (DESIGN 2, time)."""

import datetime
from dataclasses import dataclass, field

from ..policy import Counter, Policy

Day = datetime.date | None
"""A day of the timeline; None throughout an undated scenario, which happens on one day."""


@dataclass
class Log:
    """The actions done so far, and what the counters make of them."""

    policy: Policy
    readings: dict[str, str | int]
    done: list[tuple[Day, str, str]] = field(default_factory=list)

    def add(self, day: Day, case: str, action: str) -> None:
        """Note that the action was done for the case; it counts from just after."""
        self.done.append((day, case, action))

    def counters(self, topic: str, case: str, today: Day) -> dict[str, int]:
        """Every counter of the topic as it stands for the case today."""
        counters = self.policy.counters
        return {name: self.count(counters[name], case, today) for name in self.policy.topics[topic].counters}

    def count(self, counter: Counter, case: str, today: Day) -> int:
        """The actions counted that were done less than the window's days before today."""
        within = self.within(counter)
        return sum(
            action in counter.counts
            and (counter.per == "all" or who == case)
            and (within is None or day is None or today is None or (today - day).days < within)
            for day, who, action in self.done
        )

    def within(self, counter: Counter) -> int | None:
        """The counter's window in days; None for ever."""
        within = counter.within
        return int(self.readings[within]) if isinstance(within, str) else within

    def turning_days(self, after: Day, until: Day) -> list[datetime.date]:
        """The days after one day and up to another on which some counter falls, in order."""
        if after is None or until is None:
            return []
        falls = {
            day + datetime.timedelta(days=within)
            for counter in self.policy.counters.values()
            if (within := self.within(counter)) is not None
            for day, _, action in self.done
            if day is not None and action in counter.counts and within <= (datetime.date.max - day).days
        }
        return sorted(day for day in falls if after < day <= until)
