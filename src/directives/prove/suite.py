"""Property files proved one after another, of the policies that they name or of an amended one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from ..errors import Fault, FaultsError, Places
from ..files import (
    REMARKS,
    amended,
    load_amendment,
    load_policy,
    load_properties,
    packaged_policies,
    parse,
    read_text,
    reading_faults,
    scenario_to_yaml,
)
from ..play import evaluator_for
from ..policy import Policy
from ..properties import Properties
from ..space.layout import Value
from .proof import Proofs
from .prove import prove


def property_files(paths: Iterable[str | FilePath]) -> list[FilePath]:
    """The property files among the paths: a file itself, of a folder the `.yaml` and `.yml` files in it, sorted.

    Folders in a folder are not looked into: there, what is refuted can be kept apart.
    """
    found: dict[FilePath, None] = {}
    for path in map(FilePath, paths):
        inside = (
            sorted(file for file in path.iterdir() if file.suffix in (".yaml", ".yml")) if path.is_dir() else [path]
        )
        found.update(dict.fromkeys(inside))
    return list(found)


@dataclass
class PropertySuite:
    """How property files are proved: of `policy` or else of the policy that each names, with amendments made to it."""

    policy: Policy | None = None
    amendments: Sequence[str] = ()
    readings: Mapping[str, Value] = field(default_factory=dict)
    literal: bool = False
    engine: str | None = None
    word: str = ""
    """Only properties with this word in file, name or sentence."""
    _about: dict[str, Policy] = field(default_factory=dict)

    @property
    def policies(self) -> Mapping[str, Policy]:
        """The policies that were proved of, amended, by their own names."""
        return {policy.policy: policy for policy in self._about.values()}

    def proofs(self, files: Iterable[FilePath]) -> list[Proofs]:
        """The proofs of all files; raises FaultsError with every fault of all of them, and then nothing is proved."""
        loaded: list[tuple[Properties, Policy]] = []
        faults: list[Fault] = []
        for file in files:
            try:
                loaded += self._loaded(file)
            except FaultsError as error:
                faults.extend(error.faults)
        if faults:
            raise FaultsError(dict.fromkeys(faults))
        evaluators = {policy.policy: evaluator_for(policy, self.engine) for _, policy in loaded}
        return [prove(one, policy, evaluators[policy.policy], self.readings) for one, policy in loaded]

    def _loaded(self, file: FilePath) -> list[tuple[Properties, Policy]]:
        policy = self._policy(file)
        found = load_properties(file, policy)
        about = policy or load_policy(found.policy)
        word = self.word.casefold()
        wanted = {name: one for name, one in found.prove.items() if word in f"{file} {name} {one.says}".casefold()}
        return [(found.model_copy(update={"prove": wanted}).placed(found.places), about)] if wanted else []

    def _policy(self, file: FilePath) -> Policy | None:
        """The policy that the properties of a file are proved of; None if none has the name that the file gives."""
        content = parse(read_text(file), str(file)).content
        named = content.get("policy", REMARKS) if isinstance(content, dict) else REMARKS
        name = self.policy.policy if self.policy is not None else str(named)
        if self.policy is None and name not in packaged_policies():
            return None
        if name not in self._about:
            self._about[name] = self._made(name)
        return self._about[name]

    def _made(self, name: str) -> Policy:
        policy = self.policy or load_policy(name)
        for amendment in self.amendments:
            policy = amended(policy, load_amendment(amendment, policy))
        faults = list(reading_faults(policy, self.readings, Places("readings")))
        if faults:
            raise FaultsError(faults)
        return policy.literal() if self.literal else policy


def witness_files(proofs: Iterable[Proofs]) -> dict[str, str]:
    """The text of the scenario against each refuted property, by the name of its file."""
    return {
        f"{one.name}.yaml": scenario_to_yaml(one.witness)
        for file in proofs
        for one in file.proofs
        if one.witness is not None
    }
