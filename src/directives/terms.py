"""The glossary as code: the closed lists of words that a verdict is written in.

Every other module speaks in these words; this one knows nothing of policies, files or engines.
"""

from enum import StrEnum


class Modality(StrEnum):
    """What a norm does with its action.

    >>> Modality("oblige")
    <Modality.OBLIGE: 'oblige'>
    """

    OBLIGE = "oblige"
    FORBID = "forbid"
    PERMIT = "permit"
    EXEMPT = "exempt"
    RESERVE = "reserve"


class Status(StrEnum):
    """What the norms in force make of an action; `undetermined` where unknown facts decide.

    >>> Status.SILENT.value
    'silent'
    """

    CONFLICT = "conflict"
    RESERVED = "reserved"
    OBLIGATORY = "obligatory"
    FORBIDDEN = "forbidden"
    PERMITTED = "permitted"
    EXEMPT = "exempt"
    SILENT = "silent"
    UNDETERMINED = "undetermined"


class Judgement(StrEnum):
    """What the verdict before an action says of doing it.

    >>> Judgement.PREMATURE.value
    'premature'
    """

    VIOLATION = "violation"
    COMPLIANT = "compliant"
    UNREGULATED = "unregulated"
    CONTESTED = "contested"
    PREMATURE = "premature"
    UNDETERMINED = "undetermined"


class DutyState(StrEnum):
    """How an obligation stands at the end of a timeline.

    >>> DutyState.LAPSED.value
    'lapsed'
    """

    OPEN = "open"
    STANDING = "standing"
    DISCHARGED = "discharged"
    LAPSED = "lapsed"


class StepKind(StrEnum):
    """What a step of a played timeline is.

    >>> StepKind.CHECKPOINT.value
    'checkpoint'
    """

    START = "start"
    EVENT = "event"
    ACTION = "action"
    CHECKPOINT = "checkpoint"


UNKNOWN = "unknown"
"""The word a scenario writes for a fact that nobody knows; no fact may have it as a value."""
