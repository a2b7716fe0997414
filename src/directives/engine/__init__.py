"""The durable_rules reading of a policy: one topic to one ruleset, one working memory, norms in force.

durable_rules is imported when a `RulesEngine` is made and not before; without it all else here still works.
"""

from .extension import available
from .rules_engine import RulesEngine
from .ruleset import Ruleset
from .to_ruleset import to_ruleset

__all__ = ["RulesEngine", "Ruleset", "available", "to_ruleset"]
