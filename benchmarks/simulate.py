"""1,390 specialists by 24 months by 1,000 runs, and the same model in Mesa, in one run.

    pip install "directives[peers]"
    python benchmarks/simulate.py [--runs 1000] [--mesa-runs 3]

The model is `ensembles/two-years-without-a-recall.yaml` without its amendments. The Mesa model is written as a Mesa
user would: an agent for each specialist, the norms as conditions. Before anything is timed, the totals of both are
held together: over CHECKED runs each, every mean within five standard errors of the other. Then CPU seconds of one
process, what reading the policy and working out its states takes included, Mesa at fewer runs; the ratio is per
case-step.
"""

import argparse
import time
from collections import Counter
from pathlib import Path

import mesa
import numpy as np

from directives.files import load_ensemble
from directives.simulate import simulate

FILE = Path(__file__).parents[1] / "ensembles" / "two-years-without-a-recall.yaml"
CHECKED, FEW = 60, 150
CARELESS, PERMITTED = 0.02, 0.5


class Specialist(mesa.Agent):
    """One specialist: facts, how often urged, and the duties that are open."""

    def __init__(self, model: "Country") -> None:
        super().__init__(model)
        self.contract, self.present, self.withdrawal, self.extension = "running", True, "none", "none"
        self.absolute, self.good = self.random.random() < 0.2, self.random.random() < 0.9
        self.teaching, self.regretted, self.urged = True, False, 0
        self.obliged: set[str] = set()
        self.open: set[str] = set()
        self.settle()

    @property
    def extensible(self) -> bool:
        """Whether an extension may be proposed."""
        return self.contract == "expired" and self.absolute and self.good and self.extension != "declined"

    def due(self) -> set[str]:
        """What is obligatory."""
        running, found = self.contract == "running", set()
        if self.contract == "expired" and self.present and not self.extensible:
            found.add("send_off_warmly")
        if running and self.present and self.withdrawal == "requested" and self.urged < 1:
            found.add("urge_to_stay")
        if running and self.present:
            found.add("assist_work")
        if self.present and self.teaching:
            found.add("assign_learners")
        if running and self.withdrawal == "unilateral" and not self.regretted:
            found.add("express_regret")
        return found

    def settle(self) -> None:
        """Let duties arise and lapse."""
        now = self.due()
        for name in now - self.obliged:
            self.model.told["duty", name, "arisen"] += 1
        for name in self.open - now:
            self.model.told["duty", name, "lapsed"] += 1
        self.open = (self.open & now) | (now - self.obliged)
        self.obliged = now

    def event(self, name: str, chance: float, possible: bool, **sets: object) -> None:
        """Let an event befall it by chance."""
        if possible and self.random.random() < chance:
            for fact, value in sets.items():
                setattr(self, fact, value)
            self.model.told["event", name, ""] += 1
            self.settle()

    def act(self, name: str, possible: bool, forbidden: bool, permitted: bool = False, **sets: object) -> None:
        """Do an action, as it is obligatory, forbidden or permitted."""
        if not possible:
            return
        if name in self.obliged:
            likely = 1 - CARELESS if name in self.open else 0.0
        else:
            likely = CARELESS if forbidden else PERMITTED if permitted else 0.0
        if likely and self.random.random() < likely:
            wrong = forbidden and name not in self.obliged
            self.model.told["action", name, "violation" if wrong else "compliant"] += 1
            if name in self.open:
                self.open.discard(name)
                self.model.told["duty", name, "discharged"] += 1
            for fact, value in sets.items():
                setattr(self, fact, value)
            self.settle()

    def step(self) -> None:
        """A month: the partner moves, then we act."""
        self.event(
            "contract_expires", 0.04, self.contract == "running" and self.present,
            contract="expired", extension="none", withdrawal="none",
        )  # fmt: skip
        proposed = self.extension == "proposed"
        self.event("extension_accepted", 0.5, proposed, extension="accepted", contract="running")
        self.event("extension_declined", 0.3, self.extension == "proposed", extension="declined")
        here = self.contract == "running" and self.present
        self.event("withdrawal_requested", 0.02, here and self.withdrawal == "none", withdrawal="requested")
        self.event("withdrawal_dropped", 0.1, self.present and self.withdrawal == "requested", withdrawal="none")
        asked = self.contract == "running" and self.present and self.withdrawal == "requested"
        self.event("withdrawn_unilaterally", 0.2, asked, withdrawal="unilateral", present=False)
        self.event("teaching_refused", 0.01, self.present and self.teaching, teaching=False)
        self.event("teaching_resumed", 0.1, self.present and not self.teaching, teaching=True)
        expired = self.contract == "expired"
        can = expired and self.present and self.extension in ("none", "declined")
        self.act("propose_extension", can, not self.extensible, self.extensible, extension="proposed")
        urged_already = self.contract == "running" and self.withdrawal == "requested" and self.urged >= 1
        self.act("urge_to_stay", self.present, expired or urged_already, urged=self.urged + 1)
        self.act("send_off_warmly", self.present, False, present=False)
        self.act("send_back", self.present, self.contract == "running", present=False)
        self.act("assist_work", self.present, False)
        self.act("assign_learners", self.present, False)
        self.act("express_regret", True, False, regretted=True)


class Country(mesa.Model):
    """So many specialists."""

    def __init__(self, count: int, seed: int) -> None:
        super().__init__(seed=seed)
        self.told: Counter[tuple[str, str, str]] = Counter()
        for _ in range(count):
            Specialist(self)

    def step(self) -> None:
        """A month."""
        self.agents.do("step")


def in_mesa(count: int, months: int, runs: int) -> list[Counter[tuple[str, str, str]]]:
    """What each run came to."""
    found = []
    for run in range(runs):
        model = Country(count, run)
        for _ in range(months):
            model.step()
        found.append(model.told)
    return found


def ours(count: int, runs: int) -> dict[tuple[str, str, str], np.ndarray]:
    """The same by this package: the totals of each measure by run."""
    ensemble = load_ensemble(FILE)
    population = ensemble.populations["specialists"].model_copy(update={"count": count})
    changed = {"runs": runs, "amendments": {}, "populations": {"specialists": population}}
    came = simulate(ensemble.model_copy(update=changed)).came[0]
    return {measure[1:]: totals for measure, totals in zip(came.measures, came.totals, strict=True)}


def check() -> int:
    """How many measures agree; raises SystemExit where one does not."""
    told = in_mesa(FEW, 24, CHECKED)
    found = ours(FEW, CHECKED)
    keys = {key for some in told for key in some}
    keys |= {key for key in found if key[0] in ("event", "action") or (key[0] == "duty" and key[2] != "open")}
    for key in sorted(keys):
        theirs = np.array([some[key] for some in told])
        mine = found.get(key, np.zeros(CHECKED))
        error = ((theirs.var() + mine.var()) / CHECKED) ** 0.5
        if abs(theirs.mean() - mine.mean()) > 5 * error + 1e-9:
            raise SystemExit(f"the two differ on {key}: Mesa {theirs.mean():.2f}, here {mine.mean():.2f}")
    return len(keys)


def main() -> None:
    """Check, measure, print."""
    options = argparse.ArgumentParser()
    options.add_argument("--runs", type=int, default=1000)
    options.add_argument("--mesa-runs", type=int, default=3)
    chosen = options.parse_args()
    print(f"{check()} totals agree over {CHECKED} runs of {FEW} specialists")
    start = time.process_time()
    in_mesa(1390, 24, chosen.mesa_runs)
    mesa_each = (time.process_time() - start) / (1390 * 24 * chosen.mesa_runs)
    print(f"Mesa: {1390 * 24 * chosen.mesa_runs:,} case-steps, {mesa_each * 1e9:,.0f} CPU ns each", flush=True)
    start = time.process_time()
    ours(1390, chosen.runs)
    took = time.process_time() - start
    each = took / (1390 * 24 * chosen.runs)
    print(f"here: {1390 * 24 * chosen.runs:,} case-steps in {took:.2f} CPU s, {each * 1e9:,.0f} CPU ns each")
    print(f"a case-step in Mesa takes {mesa_each / each:,.0f} times as long")


if __name__ == "__main__":
    main()
