"""How long the judgements and duties of an event log take.

    python benchmarks/evaluate_log.py [ROWS]

Random specialists, five rows each over 300 days: a withdrawal requested, an attempt to retain, the request dropped, the
contract expired, a send-off; a third of them with unknown necessity. Prints CPU seconds, the median of rounds; a sample
of cases is played as scenarios and held to the log first.
"""

import datetime
import statistics
import sys
import time
from typing import Any

import numpy as np
import pyarrow as pa

from directives import load_policy, run, scenario_from
from directives.population import Logs

ROUNDS = 3
FIRST = datetime.date(1960, 7, 11)
STEPS = (
    ("withdrawal_requested", None), (None, "urge_to_stay"), ("withdrawal_dropped", None), ("contract_expires", None),
    (None, "send_off_warmly"),
)  # fmt: skip


def tables(rows: int) -> tuple[Any, Any]:
    """A log of so many rows, and its cases."""
    count = rows // len(STEPS)
    drawn = np.random.default_rng(1960)
    days = np.sort(drawn.integers(0, 300, (count, len(STEPS))), axis=1).ravel()
    case, what = np.repeat(np.arange(count), len(STEPS)), np.tile(np.arange(len(STEPS)), count)
    order = np.lexsort((what, days))
    names = pa.array([f"s{number:06}" for number in range(count)])
    first = FIRST.toordinal() - datetime.date(1970, 1, 1).toordinal()
    events, actions = (pa.array([step[place] for step in STEPS], pa.string()) for place in (0, 1))
    log = {
        "case": names.take(pa.array(case[order])),
        "at": pa.array((days[order] + first).astype(np.int32), pa.date32()),
        "event": events.take(pa.array(what[order])),
        "action": actions.take(pa.array(what[order])),
    }
    necessity = pa.array([("ordinary", "absolute", None)[number % 3] for number in range(count)])
    good = pa.array(["good"] * count)
    return pa.table(log), pa.table(
        {"case": names, "contract": pa.array(["running"] * count), "necessity": necessity, "character": good}
    )


def agree(log: Any, cases: Any) -> None:
    """Compare a sample of cases with what playing them gives."""
    found = Logs(load_policy(), "specialist").judged(log, cases)
    judged = log.append_column("judgement", found.columns["judgement"]).to_pylist()
    duties = found.duties.to_pylist()
    for case in cases.slice(0, 9).to_pylist():
        own = [row for row in judged if row["case"] == case["case"]]
        facts = {name: value or "unknown" for name, value in case.items() if name != "case"}
        steps = [{k: v for k, v in row.items() if v and k not in ("case", "judgement")} for row in own]
        steps.insert(0, {"at": log["at"][0].as_py()})  # the day on which all cases begin
        played = run(
            scenario_from({"scenario": "one", "case": {"topic": "specialist", **facts}, "timeline": steps}),
            engine="arrays",
        )
        said = [step.judgement for step in played.steps[2:]]
        assert [row["judgement"] for row in own] == said
        told = [(one["action"], one["since"], one["state"]) for one in duties if one["case"] == case["case"]]
        assert told == [(one.action, one.since, one.state) for one in played.duties]


def main(rows: int) -> None:
    """Measure and print."""
    log, cases = tables(rows)
    agree(*tables(1000))
    logs = Logs(load_policy(), "specialist")
    took = []
    for _ in range(ROUNDS):
        start = time.process_time()
        found = logs.judged(log, cases)
        took.append(time.process_time() - start)
    print(f"{log.num_rows:,} rows of {cases.num_rows:,} cases: {statistics.median(took):.2f} s of CPU", end=" ")
    print(f"({min(took):.2f} to {max(took):.2f}); {found.duties.num_rows:,} duties")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
