"""Obligations over time: when each arose, and how it ended (DESIGN 2, duties)."""

from dataclasses import dataclass, field

from ..policy import Policy
from ..terms import DutyState, Modality, Status
from ..verdict import Ruling, Verdict
from .counters import Day
from .timeline import Duty


@dataclass
class Duties:
    """The duties so far. One is live from when its action becomes obligatory until it no longer is."""

    policy: Policy
    arisen: list[Duty] = field(default_factory=list)
    _live: dict[tuple[str, str], int] = field(default_factory=dict)

    def update(self, case: str, verdict: Verdict, today: Day) -> None:
        """Let duties arise for what has become obligatory, and lapse where it is so no longer."""
        for action, ruling in verdict.rulings.items():
            key = (case, action)
            obligatory = ruling.status is Status.OBLIGATORY
            if obligatory and key not in self._live:
                self._live[key] = len(self.arisen)
                norms = self.obliging(ruling)
                self.arisen.append(Duty(case=case, action=action, norms=norms, since=today, state=DutyState.OPEN))
            elif not obligatory and key in self._live:
                self._end(self._live.pop(key), DutyState.LAPSED, today)

    def done(self, case: str, action: str, today: Day) -> None:
        """Discharge the live duty of doing the action, if there is one."""
        if (case, action) in self._live:
            self._end(self._live[case, action], DutyState.DISCHARGED, today)

    def at_the_end(self) -> tuple[Duty, ...]:
        """Every duty in the order in which it arose; one that is still open stands if its action is continuous."""
        return tuple(
            duty.model_copy(update={"state": DutyState.STANDING})
            if duty.state is DutyState.OPEN and self.policy.actions[duty.action].continuous
            else duty
            for duty in self.arisen
        )

    def obliging(self, ruling: Ruling) -> tuple[str, ...]:
        """The norms in force, on one completion or another, that oblige."""
        names = (*ruling.norms, *ruling.open)
        return tuple(sorted(name for name in names if self.policy.norms[name].modality is Modality.OBLIGE))

    def _end(self, index: int, state: DutyState, today: Day) -> None:
        if self.arisen[index].state is DutyState.OPEN:
            self.arisen[index] = self.arisen[index].model_copy(update={"state": state, "until": today})
