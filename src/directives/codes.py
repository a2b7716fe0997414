"""Every fault that can be reported, by its stable code: what it means and what to do (`directives explain CODE`)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Explanation:
    """A code in words: what is wrong, and how it is mended."""

    meaning: str
    cure: str


CODES: dict[str, Explanation] = {
    # the file as a file
    "unreadable": Explanation(
        "The file cannot be opened: it is not there, is a folder, or may not be read.",
        "Check the path. `-` reads from standard input.",
    ),
    "too-large": Explanation(
        "The file has more than 1 MiB. Files are untrusted, so their size is bounded.", "Split it."
    ),
    "too-deep": Explanation("Mappings and lists lie more than 32 deep inside one another.", "Flatten the file."),
    "not-utf-8": Explanation("The file holds a byte that is not UTF-8 text.", "Save it as UTF-8 in your editor."),
    "not-yaml": Explanation(
        "The text is not YAML 1.2: most often a bracket that is not closed, a tab, or uneven indentation.",
        "Look at the place and just above it.",
    ),
    "empty": Explanation("The file holds nothing.", "`directives new TOPIC` writes a scenario to start from."),
    "many-documents": Explanation("A line `---` starts a second document.", "Put each document in a file of its own."),
    "alias": Explanation(
        "YAML anchors (`&x`) and aliases (`*x`) are not read: a small file of them can unfold to gigabytes.",
        "Write the value out where it is used.",
    ),
    "tag": Explanation("YAML tags (`!!x`) are not read: they can make a reader do things.", "Leave the tag out."),
    "control-character": Explanation(
        "A text holds a character that is no text but steers terminals, such as escape.", "Leave it out."
    ),
    "bad-key": Explanation("A key is a list or a mapping.", "Keys are plain words."),
    "duplicate-key": Explanation("One mapping has the same key twice, so one of the two would be lost.", "Keep one."),
    # its shape
    "unknown-key": Explanation("The format has no such key here.", "See `directives schema` for the keys."),
    "missing-key": Explanation("A key that must be there is not.", "Add it; see `directives schema`."),
    "wrong-keys": Explanation("Keys that exclude one another are given together, or none of them is.", "Give one."),
    "wrong-type": Explanation(
        "A value is of another kind than this key takes. In YAML `true` and `12` are no words; `no` and `on` are.",
        "Give a value of the kind named; put quotes round a word that looks like a number.",
    ),
    "wrong-value": Explanation(
        "The value is of the right kind but does not fit here.", "Give one that the message allows."
    ),
    "bad-name": Explanation(
        "Names of facts, values, topics, events, actions and cases are small letters, digits and `_`, after a letter.",
        "Rename it: `good character` becomes `good_character`.",
    ),
    "bad-date": Explanation("A date is written year-month-day.", "Write 1960-07-11."),
    # the names of a policy
    "unknown-policy": Explanation(
        "No policy of this name comes with the package.",
        "Give a policy file: with --policy, or to `directives diff` before its amendment.",
    ),
    "unknown-section": Explanation(
        "A clause names a section that `sections` does not declare.", "Declare or correct it."
    ),
    "unknown-clause": Explanation(
        "Something cites a clause that `clauses` does not declare.", "Declare or correct it."
    ),
    "unknown-topic": Explanation("The policy has no such topic.", "`directives show` lists the topics."),
    "unknown-fact": Explanation(
        "There is no such fact (or, in a condition, counter or reading).", "Check the spelling."
    ),
    "unknown-counter": Explanation(
        "A topic lists a counter that `counters` does not declare.", "Declare or correct it."
    ),
    "unknown-reading": Explanation("The policy has no such reading.", "`directives show` lists the readings."),
    "unknown-action": Explanation("The policy has no such action.", "`directives show TOPIC` lists those of a topic."),
    "unknown-event": Explanation("The policy has no such event.", "`directives show TOPIC` lists those of a topic."),
    "unknown-norm": Explanation("A norm overrides a norm that `norms` does not declare.", "Declare or correct it."),
    "unknown-value": Explanation("The fact, reading or status has no such value.", "Use one of the values listed."),
    "fact-not-in-topic": Explanation(
        "The fact exists, but cases of this topic do not have it, so the condition could never be asked.",
        "Use a fact of the topic, or add the fact to the topic.",
    ),
    "counter-not-in-topic": Explanation(
        "The counter exists, but not in this topic.", "Add it to the topic's counters."
    ),
    "action-not-in-topic": Explanation(
        "The action exists, but cannot be done in this topic.", "Use one of the topic's."
    ),
    "event-not-in-topic": Explanation("The event exists, but cannot happen in this topic.", "Use one of the topic's."),
    "wrong-test": Explanation(
        "A counter is tested as if it were a fact, or a fact as if it were a counter.",
        "Counters take {at_least: n} or {below: n}; facts a value, a list, or {not: value}.",
    ),
    "name-twice": Explanation(
        "Facts, counters and readings share one space of names, as conditions name them alike; so do norms and claims.",
        "Rename one of the two.",
    ),
    "reserved-name": Explanation("The name is a word of the format itself.", "Choose another name."),
    "empty-range": Explanation("A reading's range runs from a larger to a smaller number.", "Swap them."),
    "default-out-of-range": Explanation("A reading's default is not among its values.", "Give one that is."),
    "override-without-effect": Explanation(
        "A norm can only set aside a norm that may stand against it: on the same action with an opposed modality, or "
        "on an action declared incompatible, in the same topic.",
        "Leave the override out, or declare the two actions incompatible.",
    ),
    "circular-override": Explanation(
        "Norms override one another in a circle, so none of them could be said to be in force.",
        "Decide which goes first, and take one override out.",
    ),
    "condition-too-wide": Explanation(
        "Written as plain alternatives the condition has more than 256 of them.", "Split the norm into several."
    ),
    "contradictory-claims": Explanation(
        "Two claims of one topic conclude different values of one name.", "Let them conclude the same, or other names."
    ),
    "clause-without-norm": Explanation(
        "A clause of the document is cited by no norm, claim or principle: nothing of it would run.",
        "Encode it, or leave the clause out.",
    ),
    # the names and steps of a scenario
    "other-policy": Explanation(
        "The scenario, amendment or acceptance names another policy than the one it is used with.",
        "Use it with its own.",
    ),
    "unknown-case": Explanation("A step names a case that the scenario does not have.", "Correct it, or add the case."),
    "which-case": Explanation("The scenario has several cases and this step does not say which.", "Add `case: NAME`."),
    "out-of-order": Explanation("A step is dated before the step above it.", "Put the steps in order of date."),
    "unknown-population": Explanation(
        "A hazard or shock names a population that the ensemble does not have.", "Name one of its `populations`."
    ),
    "fact-not-given": Explanation(
        "A fact without an initial value is not given for a population. Cases of an ensemble have no unknown facts.",
        "Give a value, or a share for each value.",
    ),
    "outside-horizon": Explanation(
        "A day lies outside the steps of the ensemble, so what is said of it would never happen.",
        "Move the day, or take more steps or another start.",
    ),
    "impossible-step": Explanation(
        "What the event or action needs does not hold at this point, so the story cannot go on like this. It is never "
        "passed over silently.",
        "Correct the facts or the steps before it, or choose one of those that are possible here.",
    ),
    # an amendment
    "nothing-to-repeal": Explanation(
        "An amendment repeals (null) an entry that the policy does not have.", "Check the name, or leave it out."
    ),
    "unsound-when-amended": Explanation(
        "An amendment leaves an entry unsound that it does not change: a norm that overrides a repealed one, say, "
        "or one that tests a fact that is gone.",
        "Amend that entry as well, or leave as it was what it rests on.",
    ),
    # the names of properties
    "unknown-conclusion": Explanation(
        "A property speaks of something that no claim of its topic concludes.", "See `directives show` for the claims."
    ),
    "norm-not-in-topic": Explanation(
        "The norm exists, but is about another topic than the property.", "Name a norm of the topic."
    ),
    "not-incompatible": Explanation(
        "A property asks whether two actions clash that are not declared incompatible, so they never do.",
        "Name a pair of `incompatible`, or `any` for all of them.",
    ),
    # an interview
    "no-such-story": Explanation(
        "An interview cannot be written as a scenario: a count is not known, or no short story leads to the answers.",
        "Answer with a number; or write the scenario by hand, with the actions that are to be counted.",
    ),
    # a table of cases
    "missing-column": Explanation(
        "A table of cases of several topics needs a column that tells the topic of each row.",
        "Name the topic of all rows, or add the column `topic`.",
    ),
    "column-twice": Explanation(
        "Two columns of a table, or of the result, would have one name, so one of the two would be lost.",
        "Rename one, or give the columns of verdicts a prefix.",
    ),
    "misspelt-column": Explanation(
        "A column's name is close to that of a fact or counter that the table lacks. As it stands it would not be "
        "read, and the fact would silently be unknown or have its initial value.",
        "Correct the name; or, if something else is meant, choose a name that is less alike.",
    ),
    "reading-twice": Explanation(
        "A reading is chosen for the whole table and is a column of it too.", "Do one of the two."
    ),
    "ragged-row": Explanation(
        "A row of a CSV file has more or fewer cells than the header.", "Look for a comma or a quotation mark too many."
    ),
    "case-twice": Explanation(
        "The cases of an event log are a table with a row for each: a name stands in two, or is missing.",
        "One row for each case, with its name in the column `case`.",
    ),
    "not-of-a-case": Explanation(
        "A column of the cases of an event log is a counter or a reading. Counters count what is in the log, and "
        "readings are the same for all its cases, since they share counters.",
        "Leave the column out; choose readings for the whole log.",
    ),
    "more-faults": Explanation(
        "A table has more faults than are told one by one.", "Report faults rather than raise them: a column tells all."
    ),
    # the command line
    "bad-argument": Explanation("An argument is not of the form that the command takes.", "See the command's --help."),
    "would-overwrite": Explanation("The file to be written exists already.", "Give another name, or --force."),
}
