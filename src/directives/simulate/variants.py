"""What an ensemble compares: every way of choosing its readings, under the policy and under each of its amendments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath

from ..condition import Value
from ..ensemble import Ensemble
from ..errors import Fault, FaultsError, Places
from ..files import amended, load_amendment, reading_faults
from ..policy import Policy

AS_IT_STANDS = "as it stands"


@dataclass(frozen=True)
class Variant:
    """One of the things compared: a label, one without names of readings, the readings, the policy (amended or not)."""

    label: str
    short: str
    amendments: str
    readings: Mapping[str, Value]
    policy: Policy


def variants(ensemble: Ensemble, policy: Policy, readings: Mapping[str, Value] | None = None) -> list[Variant]:
    """All variants, the policy as it stands first; `readings` go before those of the ensemble.

    Raises FaultsError for readings that a policy does not have, and for faults of amendments.
    """
    chosen = ensemble.model_copy(update={"readings": {**ensemble.readings, **(readings or {})}})
    found = [*_of(chosen, policy, "")]
    for label, files in ensemble.amendments.items():
        changed = policy
        for file in files:
            changed = amended(changed, load_amendment(_beside(ensemble, file), changed))
        found += _of(chosen, changed, label)
    return found


def _of(ensemble: Ensemble, policy: Policy, amendments: str) -> Iterator[Variant]:
    swept = swept_of(ensemble)
    for readings in ensemble.swept():
        if faults := list(reading_faults(policy, readings, Places("readings"))):
            raise FaultsError(faults)
        told = [f"{name.replace('_', ' ')} {readings[name]}" for name in swept]
        lead = [amendments] if amendments else []
        label = "; ".join([*lead, *told]) or AS_IT_STANDS
        short = ", ".join([*lead, *(str(readings[name]) for name in swept)]) or AS_IT_STANDS
        yield Variant(label, short, amendments, readings, policy)


def swept_of(ensemble: Ensemble) -> list[str]:
    """The readings of which an ensemble compares several values."""
    return [name for name, chosen in ensemble.readings.items() if not isinstance(chosen, str | int)]


def _beside(ensemble: Ensemble, file: str) -> FilePath:
    """A file named from where the ensemble file stands."""
    path = FilePath(ensemble.places.file).parent / file
    if not path.exists():
        place = ensemble.places.value(("amendments",))
        raise FaultsError(
            [Fault(place, "unreadable", f"no such file: `{path}`", "name it from where this file stands")]
        )
    return path
