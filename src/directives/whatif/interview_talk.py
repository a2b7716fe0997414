"""The conversation of an interview: a question is put, a reply is read, until nothing more matters or someone quits."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping

from ..errors import Fault, FaultsError, Place, Places, did_you_mean
from ..terms import UNKNOWN
from .interview import Answer, Interview, Question
from .interview_page import asked_lines

KNOWN_BY_NOBODY = ("?", UNKNOWN, "don't know", "dont know", "do not know")
BACK, QUIT = ("b", "back"), ("q", "quit", "exit")


def converse(
    interview: Interview, ask: Callable[[list[str]], str | None], complain: Callable[[str], None], width: int = 80
) -> bool:
    """Ask until nothing more matters; False if it was broken off.

    `ask` puts a question, given as lines, and gives the reply, or None at the end of all replies; `complain` tells what
    was wrong with a reply.
    """
    while (question := interview.question()) is not None:
        reply = ask(asked_lines(question, len(interview.answers) + 1, width))
        if reply is None or reply.strip().lower() in QUIT:
            return False
        if reply.strip().lower() in BACK:
            if not interview.back():
                complain("this is the first question")
            continue
        if not reply.strip() and question.default is None:
            complain("an answer is needed: ? if nobody knows")
            continue
        try:
            interview.answer(read(question, reply))
        except FaultsError as error:
            complain("; ".join(f"{fault.message}: {fault.help}" for fault in error.faults))
    return True


def read(question: Question, reply: str) -> Answer:
    """The answer that a reply gives: the number of a choice, a value, a count, or None for what nobody knows.

    An empty reply is the default, where there is one. What fits nothing is given back as it is.

    >>> from directives import load_policy
    >>> question = Interview(load_policy(), "learner").question()
    >>> read(question, "2"), read(question, "Open"), read(question, ""), read(question, "?")
    ('denied', 'open', 'open', None)
    """
    text = reply.strip().lower()
    if text in KNOWN_BY_NOBODY:
        return None
    if not text and question.default:
        return question.default
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
    if question.kind == "counter":
        return number if number is not None else text
    if number is not None and 1 <= number <= len(question.choices):
        return question.choices[number - 1].value
    return text.replace(" ", "_")


def answer_from(interview: Interview, answers: Mapping[str, str | int], places: Places) -> tuple[str, ...]:
    """Answer every question from given answers; the names that were not asked about are given back.

    Raises FaultsError, placed, where answers do not fit or are about nothing in the topic, or one is missing.
    """
    faults = [fault for name, value in answers.items() for fault in _faults(interview, name, value, places)]
    if faults:
        raise FaultsError(faults)
    while (question := interview.question()) is not None:
        if question.name not in answers:
            values = [str(one.value) for one in question.choices] or ["a number"]
            cure = f"add `{question.name}: {values[0]}`, or `{UNKNOWN}` (it may be {', '.join(values)})"
            raise FaultsError([Fault(Place(places.file), "missing-key", f"no answer for `{question.name}`", cure)])
        interview.answer(answers[question.name])
    return tuple(name for name in answers if name not in interview.answers)


def _faults(interview: Interview, name: str, value: str | int, places: Places) -> Iterator[Fault]:
    """What is wrong with one answer."""
    has = interview.policy.topics[interview.topic]
    known = [*has.facts, *has.counters]
    if name not in known:
        message = f"topic `{interview.topic}` has no fact or counter `{name}`"
        yield Fault(places.key((name,)), "unknown-fact", message, did_you_mean(name, known))
        return
    try:
        interview.checked(name, value)
    except FaultsError as error:
        yield from (dataclasses.replace(fault, place=places.value((name,))) for fault in error.faults)
