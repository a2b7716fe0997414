"""The same decisions by this project and by others: all must agree before any is timed.

    python -m benchmarks.peers

A peer is a file `by_NAME.py` with what it is called (`NAME`), the distribution it comes in (`PACKAGE`), what it leaves
to Python (`LEFT`), and `load(policy, topic)`, which gives a decider: `decide(one)`, `decide_many(batch)`.
"""

PEERS = (
    "arrays",
    "frame",
    "engine",
    "durable",
    "clips",
    "zen",
    "cedar",
    "rule_engine",
    "openfisca",
    "polars",
    "duckdb",
    "if_else",
)
"""The peers, each the end of a file's name."""
