"""How long each command that answers a student's question takes, as a whole process.

    python benchmarks/answers.py [ROUNDS]

Every command is run as a process of its own on shipped scenarios, from the top of a checkout; told are the seconds of
processor time, least and median, and the ratio of the least to that of `directives --version`. Exits 1 where one takes
a second or more at the least.
"""

import os
import shlex
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

PROMISED = 1.0
ENGINEER = "scenarios/specialists/the-indispensable-engineer-declines.yaml"
LIMIT = "scenarios/technical-cooperation/a-need-meets-the-limit.yaml"
URGED = "scenarios/specialists/urged-twice.yaml"
COMMANDS = (
    "--version",
    f"run {ENGINEER}",
    f"what-if {ENGINEER}",
    f"what-if {ENGINEER} --set necessity=ordinary",
    f"what-if {ENGINEER} --vary case",
    f"what-if {LIMIT} --vary readings",
    f"what-if {LIMIT} --vary too_many_new_items --vary isotope.necessity",
    f"what-if {URGED} --drop 3 --amend amendments/retain-twice.yaml",
    f"what-if {URGED} --drop 3 --save {{folder}}/story.yaml --force",
    f"why {ENGINEER} propose_extension",
    f"why-not {ENGINEER} propose_extension permitted",
    f"flip {ENGINEER} assist_work obligatory",
    f"flip {LIMIT} request_item obligatory --step 5",
    "ask specialist --action propose_extension --answers answers/engineer.yaml",
    "amend amendments/retain-twice.yaml",
    "amend {amendments}",
    "amend {amendments} -o {folder}/policy.yaml --force",
    "test scenarios --amend amendments/retain-twice.yaml",
)


def seconds(words: list[str]) -> float:
    """The processor time of one process; raises ValueError where it ends with anything but 0 or 1."""
    before = os.times()
    ended = subprocess.run([sys.executable, "-m", "directives", *words], capture_output=True, check=False)
    after = os.times()
    if ended.returncode not in (0, 1):
        raise ValueError(ended.stderr.decode())
    return after.children_user + after.children_system - before.children_user - before.children_system


def main(rounds: int) -> int:
    """Measure, print and compare with the promise."""
    amendments = " ".join(map(str, sorted(Path("amendments").glob("*.yaml"))))
    slow = 0
    first = 0.0
    print("  least  median  ratio  command")
    with tempfile.TemporaryDirectory() as folder:
        for command in COMMANDS:
            words = shlex.split(command.format(folder=folder, amendments=amendments))
            found = [seconds(words) for _ in range(rounds)]
            least = min(found)
            first = first or least
            slow += least >= PROMISED
            told = command.replace("{amendments}", "amendments/*.yaml").replace("{folder}/", "")
            print(
                f"  {least:5.2f}  {statistics.median(found):6.2f}  {least / first:5.2f}  directives {told}", flush=True
            )
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5))
