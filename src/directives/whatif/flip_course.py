"""Every course that one case can take under changes, and what comes of it: the heart of the search for `flip`.

It goes through the story step by step and keeps at each node (facts, counts) the labels that may still become a
smallest change; so all of them, up to the bound, are there at the end. Cases meet in the counters alone, so each is
searched by itself; `flip_search.py` puts them together.
"""

import heapq
import itertools
from collections.abc import Sequence

from .flip_case import CaseBits, Compiled, Node
from .flip_labels import Atoms, Keep, Label

Live = Sequence[tuple[bool, ...]]
"""For the start and each step up to the one asked about: of each counter, whether what is done then still counts."""


class Course:
    """The search through one case."""

    def __init__(self, case: CaseBits, atoms: Atoms) -> None:
        """Search the case; changes become bits of `atoms`."""
        self.case, self.atoms = case, atoms

    def search(self, live: Live, bound: int | None, keep: Keep) -> dict[Node, list[Label]]:
        """What the case can come to at the step asked about, each with the labels that lead there.

        Every course goes on to the end of the story. `live[number]` says for each counter whether something done on the
        day of a step still counts; `bound` is the highest cost, None for any.
        """
        nodes = self._starts(bound, keep)
        for number in range(self.case.step + 1):
            if number:
                nodes = self._happen(nodes, number, live[number], bound, keep)
            if self.case.besides and self._new(number, live):
                self._insert(nodes, live[number], bound, keep)
        return self._to_the_end(nodes, bound, keep)

    def _new(self, number: int, live: Live) -> bool:
        """Whether something that happens just after a step could be another thing than just after the one before."""
        return not number or self.case.story[number - 1] is not None or live[number] != live[number - 1]

    def _starts(self, bound: int | None, keep: Keep) -> dict[Node, list[Label]]:
        none = tuple(0 for _ in self.case.caps)
        found: list[tuple[int, int, int]] = [(0, 0, 0)]
        for name in self.case.facts:
            cost = self.case.allow.fact(self.case.case, name)
            given = self.case.known[name]
            choices = [(self.case.bits_of(name, given), 0, 0)]
            if cost is not None:
                for value in self.case.policy.facts[name].values:
                    if given != (value,):
                        bit = self.atoms.bit("fact", self.case.case, name, value)
                        choices.append((self.case.bits_of(name, [value]), bit, cost))
            found = [
                (facts | more, bits | bit, spent + price)
                for (facts, bits, spent), (more, bit, price) in itertools.product(found, choices)
                if bound is None or spent + price <= bound
            ]
            self._check(len(found))
        nodes: dict[Node, list[Label]] = {}
        for facts, bits, cost_ in found:
            self.atoms.add(nodes.setdefault((facts, none), []), bits, cost_, keep)
        return nodes

    def _check(self, size: int) -> None:
        """Give up before the starts alone are too many."""
        self.atoms.kept += size
        self.atoms.add([], 0, 0, Keep.ONE)
        self.atoms.kept -= size + 1

    def _happen(
        self, nodes: dict[Node, list[Label]], number: int, live: tuple[bool, ...], bound: int | None, keep: Keep
    ) -> dict[Node, list[Label]]:
        """Let a step of the file happen, or not."""
        one = self.case.story[number - 1]
        if one is None:
            return nodes
        cost = self.case.allow.drop(number, self.case.scenario.timeline[number - 1])
        bit = self.atoms.bit("drop", str(number)) if cost is not None else 0
        after: dict[Node, list[Label]] = {}
        for (facts, counts), labels in nodes.items():
            then = one.after(facts)
            if then is not None:
                into = after.setdefault((then, self.case.more(counts, one, live)), [])
                for bits, spent in labels:
                    self.atoms.add(into, bits, spent, keep)
            if cost is not None:
                into = after.setdefault((facts, counts), [])
                for bits, spent in labels:
                    if bound is None or spent + cost <= bound:
                        self.atoms.add(into, bits | bit, spent + cost, keep)
        return after

    def _insert(self, nodes: dict[Node, list[Label]], live: tuple[bool, ...], bound: int | None, keep: Keep) -> None:
        """Let anything happen besides, once or again, the cheapest first."""
        turn = itertools.count()
        heap = [(cost, next(turn), node, bits) for node, labels in nodes.items() for bits, cost in labels]
        heapq.heapify(heap)
        while heap:
            cost, _, node, bits = heapq.heappop(heap)
            if (bits, cost) not in nodes[node]:
                continue
            for one, price in self.case.besides:
                if bound is not None and cost + price > bound:
                    continue
                facts = one.after(node[0])
                if facts is None:
                    continue
                then = facts, self.case.more(node[1], one, live)
                if then == node:
                    continue
                more = bits | self._copy(bits, one)
                if self.atoms.add(nodes.setdefault(then, []), more, cost + price, keep):
                    heapq.heappush(heap, (cost + price, next(turn), then, more))

    def _copy(self, bits: int, one: Compiled) -> int:
        """The bit of letting it happen once more than the label does already."""
        for number in itertools.count(1):
            bit = self.atoms.bit("insert", self.case.case, one.kind, one.name, str(number))
            if not bits & bit:
                return bit
        raise AssertionError

    def _to_the_end(self, nodes: dict[Node, list[Label]], bound: int | None, keep: Keep) -> dict[Node, list[Label]]:
        """What tells at the step asked about, for every course that can go on to the end of the story."""
        rest = [
            number
            for number in range(self.case.step + 1, len(self.case.story) + 1)
            if self.case.story[number - 1] is not None
        ]
        ways: dict[tuple[int, int], list[Label]] = {}
        found: dict[Node, list[Label]] = {}
        for (facts, counts), labels in nodes.items():
            into = found.setdefault((facts & self.case.telling, counts), [])
            for (bits, cost), (more, price) in itertools.product(labels, self._ends(facts, rest, 0, ways, keep)):
                if bound is None or cost + price <= bound:
                    self.atoms.add(into, bits | more, cost + price, keep)
        return {node: labels for node, labels in found.items() if labels}

    def _ends(
        self, facts: int, rest: Sequence[int], at: int, ways: dict[tuple[int, int], list[Label]], keep: Keep
    ) -> list[Label]:
        """The steps after the one asked about that must not happen, so that all others can."""
        if at == len(rest):
            return [(0, 0)]
        if (facts, at) not in ways:
            number, found = rest[at], list[Label]()
            one = self.case.story[number - 1]
            then = one.after(facts) if one else facts
            if then is not None:
                for bits, cost in self._ends(then, rest, at + 1, ways, keep):
                    self.atoms.add(found, bits, cost, keep)
            price = self.case.allow.drop(number, self.case.scenario.timeline[number - 1])
            if price is not None:
                bit = self.atoms.bit("drop", str(number))
                for bits, cost in self._ends(facts, rest, at + 1, ways, keep):
                    self.atoms.add(found, bits | bit, cost + price, keep)
            ways[facts, at] = found
        return ways[facts, at]
