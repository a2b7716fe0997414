"""The whole state of the lab as the query of a URL: readable, versioned, and compressed only where it grows long.

The server keeps nothing, so a link is all that one needs to come back, to share or to keep. What stands in an address
is as untrusted as any file; whether its names fit the policy is decided by `files/`.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, quote_plus, urlencode

from ..errors import Fault, FaultsError, Place
from ..files import scenario_from
from ..policy import Policy
from ..scenario import LONE_CASE, Case, Scenario, Step

VERSION = "1"
LONGEST = 2_000
"""A readable address longer than this is carried compressed."""
MOST_UNPACKED = 100_000
"""The characters that a compressed address may hold."""
MOST_CASES, MOST_STEPS, MOST_CHANGES = 30, 200, 24

_SAFE = ":,;!'()/"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Address:
    """A story, what is changed in it, and what one is looking at.

    `changes` are words (`drop:3`); `pinned` tells that the scenario is kept as *before* and edits become changes. `at`
    counts the steps of the changed story, 0 is the start; `who` is the case looked at. `predict` hides verdicts until
    there is a `guess`, an action and a status.
    """

    scenario: Scenario
    changes: tuple[str, ...] = ()
    pinned: bool = False
    at: int = 0
    who: str = ""
    predict: bool = False
    guess: tuple[str, str] | None = None

    def with_(self, **fields: Any) -> "Address":
        """The same with some fields otherwise; a guess is for one moment, so it does not stay."""
        return replace(self, **{"guess": None, **fields})

    @property
    def query(self) -> str:
        """The address as the query of a URL."""
        story = urlencode(list(_story(self)), safe=_SAFE, quote_via=quote_plus)
        view = urlencode(list(_view(self)), safe=_SAFE, quote_via=quote_plus)
        if len(story) + len(view) > LONGEST:
            story = f"v={VERSION}&z={packed(story)}"
        return f"{story}&{view}" if view else story


def address_from(query: str, policy: Policy) -> Address:
    """The address that a query holds; raises FaultsError for what is wrong with it.

    >>> from directives import load_policy
    >>> found = address_from("v=1&title=A+student&case=learner,access:denied&at=0", load_policy())
    >>> found.scenario.scenario, found.scenario.matters["case"].facts, found.query
    ('A student', {'access': 'denied'}, 'v=1&title=A+student&case=learner,access:denied')
    """
    pairs = _pairs(query)
    if (version := dict(pairs).get("v")) != VERSION:
        raise _wrong(f"version `{version or ''}` of an address", f"this lab reads version {VERSION}")
    held = [value for name, value in pairs if name == "z"]
    view = dict(pairs)
    story = _pairs(unpacked(held[0])) if held else pairs
    scenario = scenario_from(_data(story, policy), policy)
    changes = tuple(value for name, value in story if name == "change")
    if len(scenario.matters) > MOST_CASES or len(scenario.timeline) > MOST_STEPS or len(changes) > MOST_CHANGES:
        raise _wrong(
            "a story too long for the lab", f"at most {MOST_CASES} cases, {MOST_STEPS} steps, {MOST_CHANGES} changes"
        )
    action, _, status = view.get("guess", "").partition(":")
    return Address(
        scenario=scenario,
        changes=changes,
        pinned=bool(changes) or ("pinned", "1") in story,
        at=_number(view.get("at", "0")),
        who=view.get("who", ""),
        predict=view.get("predict") == "1",
        guess=(action, status) if action and status else None,
    )


def packed(text: str) -> str:
    """A text compressed, in characters that a URL can carry."""
    return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


def unpacked(text: str) -> str:
    """The text that was packed; raises FaultsError where it is none, or one that is too long.

    >>> unpacked(packed("drop:3"))
    'drop:3'
    """
    try:
        reader = zlib.decompressobj()
        found = reader.decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), MOST_UNPACKED)
        if reader.unconsumed_tail or not reader.eof:
            raise _wrong("a compressed address that is cut off or too long", "copy the whole link")
        return found.decode()
    except (binascii.Error, zlib.error, ValueError):
        raise _wrong("a compressed address that cannot be read", "copy the whole link") from None


def step_words(step: Step) -> str:
    """A step as it stands in an address.

    >>> step_words(Step.model_validate({"at": "1960-08-01", "case": "anna", "event": "contract_expires"}))
    '1960-08-01,anna,event:contract_expires'
    """
    named = {"event": step.event, "action": step.action, "judged": step.judged and step.judged.value}
    parts = [str(step.at) if step.at else "", step.case or "", *(f"{key}:{one}" for key, one in named.items() if one)]
    parts += [f"expect.{action}:{status.value}" for action, status in step.expect.items()]
    return ",".join(part for part in parts if part)


def step_data(words: str) -> dict[str, Any]:
    """The plain data of a step in an address."""
    found: dict[str, Any] = {}
    for part in filter(None, words.split(",")):
        key, colon, value = part.partition(":")
        if not colon:
            found["at" if _DATE.fullmatch(part) else "case"] = part
        elif key.startswith("expect."):
            found.setdefault("expect", {})[key.removeprefix("expect.")] = value
        else:
            found[key] = value
    return found


def _story(address: Address) -> Iterator[tuple[str, str]]:
    scenario = address.scenario
    yield "v", VERSION
    yield "title", scenario.scenario
    if scenario.about:
        yield "about", " ".join(scenario.about.split())
    yield from (("tag", tag) for tag in scenario.tags)
    yield from (("reading", f"{name}:{value}") for name, value in scenario.readings.items())
    for name, case in scenario.matters.items():
        yield "case", _case_words("" if scenario.case is not None else name, case)
    yield from (("step", step_words(step)) for step in scenario.timeline)
    if address.pinned and not address.changes:
        yield "pinned", "1"
    yield from (("change", words) for words in address.changes)


def _view(address: Address) -> Iterator[tuple[str, str]]:
    if address.at:
        yield "at", str(address.at)
    if address.who:
        yield "who", address.who
    if address.predict:
        yield "predict", "1"
    if address.guess:
        yield "guess", ":".join(address.guess)


def _case_words(name: str, case: Case) -> str:
    return ",".join([*([name] if name else []), case.topic, *(f"{fact}:{value}" for fact, value in case.facts.items())])


def _data(pairs: Pairs, policy: Policy) -> dict[str, Any]:
    """The scenario of an address as the plain data of a file."""
    given = dict(pairs)
    data: dict[str, Any] = {
        "scenario": given.get("title", ""),
        "about": given.get("about", ""),
        "policy": policy.policy,
    }
    data["tags"] = [value for name, value in pairs if name == "tag"]
    data["readings"] = dict(_reading(value) for name, value in pairs if name == "reading")
    data["timeline"] = [step_data(value) for name, value in pairs if name == "step"]
    cases = [_case(value) for name, value in pairs if name == "case"]
    if len(cases) == 1 and cases[0][0] == LONE_CASE:
        data["case"] = cases[0][1]
    elif cases:
        data["cases"] = dict(cases)
    return data


def _case(words: str) -> tuple[str, dict[str, str]]:
    """The name of a case and its data; the name is left out where it has none."""
    parts = list(filter(None, words.split(",")))
    bare = [part for part in parts if ":" not in part]
    facts = dict(part.split(":", 1) for part in parts if ":" in part)
    name, topic = (LONE_CASE, "".join(bare)) if len(bare) < 2 else (bare[0], bare[1])
    return name, {"topic": topic, **facts}


def _reading(words: str) -> tuple[str, str | int]:
    name, _, value = words.partition(":")
    return name, reading_value(value)


def reading_value(value: str) -> str | int:
    """The value of a reading in words: a number where it looks like one."""
    return int(value) if re.fullmatch(r"-?[0-9]{1,18}", value) else value


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else 0


def _pairs(query: str) -> Pairs:
    try:
        return parse_qsl(query, keep_blank_values=True, max_num_fields=1_000)
    except ValueError:
        raise _wrong("an address with too many parts", "copy the whole link") from None


def _wrong(message: str, cure: str) -> FaultsError:
    return FaultsError([Fault(Place("address"), "bad-argument", message, cure)])


def named(view: Mapping[str, str]) -> str:
    """Further choices of one page as the end of a query."""
    chosen = {name: value for name, value in view.items() if value}
    return "&" + urlencode(chosen, safe=_SAFE, quote_via=quote_plus) if chosen else ""
