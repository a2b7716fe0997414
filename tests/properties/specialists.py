"""What the remarks say of the specialists who are here: whom to keep, whom to see off, what is owed to them (SP)."""

from directives import Scenario

from .drawing import either, histories, scenarios, situations
from .encoding import Encoding, Situation
from .stating import amended, holds, norm, without

INDISPENSABLE = {"contract": "expired", "necessity": "absolute", "character": "good"}
"""The exception that the text names to sending people off."""

DECLINED_BEFORE = {"contract": "running", "presence": "present", "extension": "declined"}
"""Of an earlier contract, that is: another runs now."""


def excepted(situation: Situation) -> bool:
    """Whether the exception stands: indispensable, good, and nobody has declined."""
    return all(situation[fact] == value for fact, value in INDISPENSABLE.items()) and (
        situation["extension"] != "declined"
    )


@holds(
    either(situations("specialist"), situations("specialist", **INDISPENSABLE, presence="present")),
    "SP.1",
    broken_by={
        "a refusal changes nothing": without("SP.1d"),
        "the exception sets no rule aside": norm("SP.1c", overrides=["SP.1b"]),
        "a running contract is extended too": norm("SP.1c", when={"necessity": "absolute", "character": "good"}),
        "there is no rule": without("SP.1a"),
    },
)
def an_extension_is_proposed_to_the_indispensable_who_have_not_declined(
    encoding: Encoding, situation: Situation
) -> None:
    expected = "forbidden" if situation["contract"] == "expired" else "silent"
    assert encoding.status(situation, "propose_extension") == ("permitted" if excepted(situation) else expected)


@holds(
    scenarios("specialist"),
    "SP.1",
    broken_by={
        "need is enough": norm("SP.1c", when={"contract": "expired", "necessity": "absolute"}),
        "the doubtful are those who are meant": norm("SP.1c", when={**INDISPENSABLE, "character": "doubtful"}),
    },
)
def nobody_of_doubtful_or_unknown_character_may_be_proposed_an_extension(
    encoding: Encoding, scenario: Scenario
) -> None:
    for moment in encoding.play(scenario).steps:
        if moment.facts["character"] != "good":
            assert moment.verdict["propose_extension"].status not in ("permitted", "obligatory")
            assert moment.name != "propose_extension" or moment.judgement != "compliant"


@holds(
    histories(
        "specialist",
        opening=["propose_extension", "extension_declined"],
        **{**INDISPENSABLE, "presence": "present", "extension": "none"},
    ),
    "SP.1",
    broken_by={
        "a refusal is not final": without("SP.1d"),
        "a refusal leaves no trace": amended(events={"extension_declined": {"sets": {"extension": "none"}}}),
        "one contract expires twice": amended(events={"contract_expires": {"needs": {"presence": "present"}}}),
    },
)
def no_more_than_one_proposal_is_compliant_until_one_is_accepted(encoding: Encoding, scenario: Scenario) -> None:
    compliant = 0
    for moment in encoding.play(scenario).steps:
        if moment.name == "extension_accepted":
            compliant = 0
        compliant += moment.name == "propose_extension" and moment.judgement == "compliant"
        assert compliant <= 1


@holds(
    either(situations("specialist"), situations("specialist", **INDISPENSABLE, presence="present")),
    "SP.1",
    broken_by={
        "the exception leaves the send-off": norm("SP.1c", overrides=["SP.1a"]),
        "who declines is not seen off": without("SP.1d"),
        "who has left is seen off": norm("SP.1b", when={"contract": "expired"}),
    },
)
def whoever_is_here_past_the_contract_is_seen_off_unless_the_exception_stands(
    encoding: Encoding, situation: Situation
) -> None:
    due = situation["contract"] == "expired" and situation["presence"] == "present" and not excepted(situation)
    assert encoding.status(situation, "send_off_warmly") == ("obligatory" if due else "silent")


@holds(
    either(
        histories("specialist", opening=["contract_expires"], contract="running", presence="present"),
        histories("specialist", opening=["contract_expires"], **{**INDISPENSABLE, **DECLINED_BEFORE}),
    ),
    "SP.1",
    broken_by={
        "an old refusal still counts": amended(events={"contract_expires": {"sets": {"contract": "expired"}}}),
        "nothing has run out": amended(events={"contract_expires": {"sets": {"extension": "none"}}}),
    },
)
def whoever_a_contract_runs_out_for_is_seen_off_or_may_be_kept_if_indispensable_and_good(
    encoding: Encoding, scenario: Scenario
) -> None:
    for moment in encoding.play(scenario).steps:
        if moment.name == "contract_expires":
            keep = moment.facts["necessity"] == "absolute" and moment.facts["character"] == "good"
            assert moment.verdict["send_off_warmly"].status == ("silent" if keep else "obligatory")
            assert moment.verdict["propose_extension"].status == ("permitted" if keep else "forbidden")


@holds(
    situations("specialist"),
    "SP.2",
    broken_by={
        "the doubtful are sent back": norm("SP.2a", unless={"character": "doubtful"}),
        "the rule is no more than leave": norm("SP.2a", forbid=None, permit="send_back"),
        "nobody is ever sent back": norm("SP.2a", when={}),
    },
)
def nobody_is_sent_back_under_contract_and_past_it_nothing_is_said(encoding: Encoding, situation: Situation) -> None:
    running = situation["contract"] == "running"
    assert encoding.status(situation, "send_back") == ("forbidden" if running else "silent")


@holds(
    situations("specialist"),
    "SP.2",
    broken_by={
        "help goes on past the contract": norm("SP.2b", when={"presence": "present"}),
        "nobody helps who is wanted back": norm("SP.2b", unless={"withdrawal": "requested"}),
    },
)
def those_here_under_contract_and_no_others_are_to_be_helped(encoding: Encoding, situation: Situation) -> None:
    due = situation["contract"] == "running" and situation["presence"] == "present"
    assert encoding.status(situation, "assist_work") == ("obligatory" if due else "silent")


@holds(
    situations("specialist"),
    "SP.1",
    "SP.2",
    broken_by={
        "past the contract all is open": without("SP.1e"),
        "once is not once only": without("SP.2d"),
        "nobody is urged": without("SP.2c"),
    },
)
def urging_is_due_once_to_those_wanted_back_and_else_forbidden_or_unsaid(
    encoding: Encoding, situation: Situation
) -> None:
    wanted_back = situation["contract"] == "running" and situation["withdrawal"] == "requested"
    expected = "forbidden" if situation["contract"] == "expired" else "silent"
    if wanted_back and situation["retention_attempts"] > 0:
        expected = "forbidden"
    elif wanted_back and situation["presence"] == "present":
        expected = "obligatory"
    assert encoding.status(situation, "urge_to_stay") == expected


@holds(
    histories("specialist", opening=["urge_to_stay"], contract="running", presence="present", withdrawal="requested"),
    "SP.2",
    broken_by={
        "twice is meant": amended(
            norms={
                "SP.2c": {
                    "when": {"contract": "running", "withdrawal": "requested", "retention_attempts": {"below": 2}}
                },
                "SP.2d": {"when": {"withdrawal": "requested", "retention_attempts": {"at_least": 2}}},
            }
        ),
        "yesterday is forgotten": amended(counters={"retention_attempts": {"within": 1}}),
    },
)
def once_someone_has_been_urged_to_stay_it_is_never_due_again(encoding: Encoding, scenario: Scenario) -> None:
    urged = False
    for moment in encoding.play(scenario).steps:
        assert not urged or moment.judgement != "compliant" or moment.name != "urge_to_stay"
        urged = urged or moment.name == "urge_to_stay"
        assert not urged or moment.verdict["urge_to_stay"].status != "obligatory"


@holds(
    situations("specialist"),
    "SP.2",
    broken_by={
        "regret has no end": norm("SP.2e", when={"contract": "running", "withdrawal": "unilateral"}),
        "a request is regretted": norm(
            "SP.2e", when={"contract": "running", "withdrawal": {"not": "none"}, "regret": "unexpressed"}
        ),
        "regret outlasts the contract": norm("SP.2e", when={"withdrawal": "unilateral", "regret": "unexpressed"}),
    },
)
def regret_is_due_for_a_unilateral_withdrawal_under_contract_until_it_is_voiced(
    encoding: Encoding, situation: Situation
) -> None:
    taken = situation["contract"] == "running" and situation["withdrawal"] == "unilateral"
    due = taken and situation["regret"] == "unexpressed"
    assert encoding.status(situation, "express_regret") == ("obligatory" if due else "silent")


@holds(
    histories(
        "specialist", opening=["withdrawn_unilaterally"], contract="running", presence="present", regret="unexpressed"
    ),
    "SP.2",
    broken_by={
        "time excuses it": amended(events={"contract_expires": {"needs": {"contract": "running"}}}),
        "it must be voiced again and again": amended(actions={"express_regret": {"sets": {}}}),
    },
)
def regret_once_owed_is_owed_until_it_is_voiced_and_no_longer(encoding: Encoding, scenario: Scenario) -> None:
    voiced = False
    for moment in encoding.play(scenario).steps[1:]:  # the first step after the start takes the specialist away
        voiced = voiced or moment.name == "express_regret"
        assert moment.verdict["express_regret"].status == ("silent" if voiced else "obligatory")


@holds(
    situations("specialist"),
    "SP.2",
    broken_by={
        "consent is refused": amended(
            norms={
                "SP.2f": {
                    "clause": "SP.2",
                    "topic": "specialist",
                    "forbid": "agree_to_withdrawal",
                    "says": "We refuse.",
                }
            }
        )
    },
)
def on_consenting_to_a_withdrawal_the_remarks_are_silent(encoding: Encoding, situation: Situation) -> None:
    assert encoding.status(situation, "agree_to_withdrawal") == "silent"
