"""The acceptance as data: which findings of `check` are known of a policy, and why each may stand.

Which findings there are, and which of them it names, is decided in `check/`.
"""

from typing import Annotated

from pydantic import Field, PrivateAttr

from .condition import Label, Model
from .errors import Places

Reason = Annotated[str, Field(min_length=1)]


class Acceptance(Model):
    """Known findings of a policy: the id of each, with the reason for which it may stand.

    >>> Acceptance(accepts="remarks-1960", findings={"gap material": "Useful things are left to those who buy them."})
    Acceptance(accepts='remarks-1960', findings={'gap material': 'Useful things are left to those who buy them.'})
    """

    accepts: Label
    findings: dict[str, Reason]
    _places: Places = PrivateAttr(default_factory=lambda: Places("<acceptance>"))

    @property
    def places(self) -> Places:
        """Where in its file each entry stands."""
        return self._places

    def placed(self, places: Places) -> "Acceptance":
        """The same acceptance, knowing where in its file each entry stands."""
        self._places = places
        return self
