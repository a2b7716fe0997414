"""The `directives` command: one file for each subcommand, and what they share at the door."""

import gc
import os
import sys
from typing import Annotated

import typer

from ..errors import DirectivesError, EngineFaultError, FaultsError
from . import (
    amend,
    ask,
    check,
    diff,
    evaluate,
    evaluate_log,
    explain,
    flip,
    lab,
    lesson,
    mutate,
    new,
    prove,
    run,
    schema,
    show,
    simulate,
    test,
    validate,
    version,
    what_if,
    why,
    why_not,
)
from .console import BAD_INPUT, OUR_FAULT, complain, faults_told
from .space_coverage import BareCoverage

SELDOM = 100_000
"""A command is over soon: the objects that it makes are looked through for what can go only after so many more."""

app = typer.Typer(
    name="directives",
    help="A policy document as rules that run, explain themselves and can be checked.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run")(run.run)
app.command("test", cls=BareCoverage)(test.test)
app.command("mutate")(mutate.mutate)
app.command("check")(check.check)
app.command("what-if")(what_if.what_if)
app.command("amend")(amend.amend)
app.command("show")(show.show)
app.command("explain")(explain.explain)
app.command("new")(new.new)
app.command("validate")(validate.validate)
app.command("diff")(diff.diff)
app.command("prove")(prove.prove)
app.command("schema")(schema.schema)
app.command("why")(why.why)
app.command("why-not")(why_not.why_not)
app.command("flip")(flip.flip)
app.command("ask")(ask.ask)
app.command("lesson")(lesson.lesson)
app.command("evaluate")(evaluate.evaluate)
app.command("evaluate-log")(evaluate_log.evaluate_log)
app.command("simulate")(simulate.simulate)
app.command("lab")(lab.lab)


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option("--version", callback=version.told, is_eager=True, help="Versions of package, engine, policies."),
    ] = False,
) -> None:
    """A policy document as rules that run, explain themselves and can be checked."""


def entry() -> None:
    """Run the command line; a user's mistake is told in words, a fault of ours with exit code 3."""
    gc.set_threshold(SELDOM)
    try:
        app()
    except FaultsError as error:
        faults_told(error.faults)
        sys.exit(BAD_INPUT)
    except EngineFaultError as error:
        complain(f"directives: the rules engine failed, so there is no verdict: {error}")
        sys.exit(OUR_FAULT)
    except DirectivesError as error:
        complain(f"directives: {error}")
        sys.exit(BAD_INPUT)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # the last door: a fault of ours is told as one, not thrown at the user
        if os.environ.get("DIRECTIVES_DEBUG"):
            raise
        complain(f"directives: a fault of ours: {type(error).__name__}: {error}")
        complain("  help: set DIRECTIVES_DEBUG=1 to see where, and report it with the file that caused it")
        sys.exit(OUR_FAULT)
