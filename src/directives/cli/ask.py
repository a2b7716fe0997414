"""`directives ask`: an interview about one case, to its verdict."""

import sys
from pathlib import Path as FilePath
from typing import Annotated

import typer

from .console import bad_argument, complain, not_in_the_way, readings_of, save, width
from .options import EngineOption, Literal, PageFormat, PolicyOption, Readings, policy_of
from .question import FormatOption, print_answer


def ask(
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help="What kind of matter the case is about.")],
    action: Annotated[
        list[str], typer.Option("--action", metavar="NAME", help="Only this action; may be given again.")
    ] = [],
    answers: Annotated[
        FilePath | None, typer.Option("--answers", metavar="FILE", help="Answers, name: value.", show_default=False)
    ] = None,
    save_: Annotated[
        FilePath | None, typer.Option("--save", metavar="FILE", help="Write it as a scenario.", show_default=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
    format: FormatOption = PageFormat.TEXT,
    readings: Readings = [],
    engine: EngineOption = None,
    literal: Literal = False,
    policy: PolicyOption = None,
) -> None:
    """Ask what still matters to the verdict on one case, the most telling first; then give it, with its argument."""
    from ..files import load_answers, load_policy, scenario_to_yaml
    from ..whatif.interview import Interview
    from ..whatif.interview_finding import finding, scenario_of
    from ..whatif.interview_page import finding_page
    from ..whatif.interview_talk import answer_from, converse

    if save_ is not None:
        not_in_the_way([save_], force)
    whole = policy_of(policy) or load_policy()
    about = whole.literal() if literal else whole
    interview = Interview(about, topic, tuple(action), readings_of(readings))
    if answers is not None:
        for name in answer_from(interview, *load_answers(str(answers))):
            complain(f"not asked, since nothing hangs on it: {name}")
    elif not converse(interview, _asked, complain, width()):
        complain("The interview was broken off: there is no verdict.")
        return
    found = finding(interview, engine)
    print_answer(found, finding_page(found), format)
    if save_ is not None:
        save(save_, scenario_to_yaml(scenario_of(interview, found), save_.parent), force)


def _asked(lines: list[str]) -> str | None:
    """Put a question on standard error and read the reply from standard input; None where a person ends the input."""
    sys.stderr.write("\n".join([*lines, "> "]))
    sys.stderr.flush()
    reply = sys.stdin.readline()
    if not sys.stdin.isatty():
        sys.stderr.write(reply if reply.endswith("\n") else reply + "\n")
    if reply or sys.stdin.isatty():
        return reply or None
    raise bad_argument("the answers end before the interview does", "answer every question, or `?`, or `q` to quit")
