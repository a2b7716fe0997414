"""Properties of the remarks and of play, as a researcher would state them; `stating.py` says how."""

import pytest

ABOUT = ("cooperation", "often", "specialists", "science", "whole", "cases", "duties", "unknowns")
"""The modules that state properties."""

pytest.register_assert_rewrite(*(f"{__name__}.{module}" for module in ABOUT))
