"""The same decisions by this project and by others: all must agree before any is timed.

    python -m benchmarks.peers

A peer is a file `by_NAME.py`, whose docstring says how it is told the norms and what it cannot say, with
`load(policy, topic)`, which gives a decider: `decide(one)`, `decide_many(batch)`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Peer:
    """What a peer is called, the distribution that it comes in, and what is done for it in Python, in its time."""

    name: str
    package: str = ""
    left: str = ""


PEERS = {
    "arrays": Peer("directives, arrays", "directives"),
    "frame": Peer("directives, frame", "pyarrow"),
    "engine": Peer("directives, engine", "durable_rules"),
    "durable": Peer("durable_rules, naive", "durable_rules", "exceptions, statuses"),
    "clips": Peer("clipspy", "clipspy", "statuses"),
    "zen": Peer("zen-engine", "zen-engine"),
    "cedar": Peer("cedarpy", "cedarpy", "exceptions, statuses"),
    "rule_engine": Peer("rule-engine", "rule-engine", "order of the norms, statuses"),
    "openfisca": Peer("OpenFisca-Core", "OpenFisca-Core"),
    "polars": Peer("Polars, by hand", "polars"),
    "duckdb": Peer("DuckDB, by hand", "duckdb"),
    "if_else": Peer("Python if/else, generated"),
}
"""The peers, by the end of their file's name."""
