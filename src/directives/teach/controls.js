/* What a class can change: the steps, the facts of the cases, the readings. */

const HOW = { written: "", dropped: "left out", added: "added" };

/* The timeline */

function timelinePart(page) {
  const slots = page.story.slots.map((_, index) => stepPart(page, index + 1));
  return h(
    "section",
    { id: "timeline", "aria-labelledby": "timeline-title" },
    h("h2", { id: "timeline-title" }, "What happens"),
    h("ol", { class: "steps", start: "0" }, startPart(page), slots),
    addPart(page),
  );
}

function startPart(page) {
  return h("li", {}, stepButton(page, 0, "How things stand at the start.", null), tagsPart(page, 0));
}

function stepPart(page, slot) {
  const { step, how } = page.story.slots[slot - 1];
  const who = page.several ? `${plain(step.case)}: ` : "";
  const text = `${who}${page.words.happens(step)}`;
  const act = { written: "leave out", dropped: "put back", added: "remove" }[how];
  const toggle = button(`toggle-${slot}`, act, () => page.toggle(slot - 1), {
    class: "small",
    "aria-label": `${act}: step ${slot}, ${text}`,
  });
  const happens = step.event !== undefined || step.action !== undefined;
  return h("li", { class: how }, stepButton(page, slot, text, step), happens ? toggle : null, tagsPart(page, slot));
}

function stepButton(page, slot, text, step) {
  const out = slot > 0 && page.story.slots[slot - 1].how === "dropped";
  const content = [step ? [when(step), " "] : null, h(out ? "del" : "span", {}, text)];
  const current = slot === page.at ? "step" : null;
  return button(`step-${slot}`, content, () => page.choose(slot), { class: "step", "aria-current": current });
}

/** In words what there is to know of a step at first sight; nothing that is still to be guessed. */
function tagsPart(page, slot) {
  const { now } = page.played;
  const slotted = slot > 0 ? page.story.slots[slot - 1] : null;
  const moment = slot > 0 ? now.steps[slot - 1] : null;
  const broken = slotted && page.played.broken(now, slotted.step.case, slot);
  const hidden = page.hides(slot);
  const tags = [
    slotted ? HOW[slotted.how] : "",
    broken ? (now.breaks[slotted.step.case].step === slot - 1 ? "cannot happen" : "not reached") : "",
    moment?.judgement && !hidden ? moment.judgement : "",
    page.differing.has(slot) && !hidden ? "differs" : "",
  ];
  const told = tags.filter(Boolean).map((text) => h("span", { class: `tag ${text.replace(" ", "-")}` }, text));
  return told.length > 0 ? h("span", { class: "tags" }, told) : null;
}

/** The form that adds a step after the chosen one, from those that are possible there; the others say what they need. */
function addPart(page) {
  const dated = page.story.slots.some(({ step }) => step.at);
  const [earliest, latest] = page.span();
  const groups = Object.keys(page.topics).flatMap((name) => [
    optionGroup(page, name, "events"),
    optionGroup(page, name, "actions"),
  ]);
  const day = h("input", { id: "add-day", type: "date", value: earliest, min: earliest, max: latest });
  return folded(
    page,
    "add",
    page.at === 0 ? "Add a step at the start" : `Add a step after step ${page.at}`,
    h(
      "form",
      { class: "add", onsubmit: (event) => page.add(event) },
      h("p", {}, h("label", { for: "add-what" }, "What happens"), h("select", { id: "add-what" }, groups)),
      dated ? h("p", {}, h("label", { for: "add-day" }, "On which day"), day) : null,
      h("p", {}, h("button", { id: "add-step", type: "submit" }, "Add it")),
    ),
  );
}

function optionGroup(page, name, section) {
  const kind = section === "events" ? "event" : "action";
  const lead = section === "events" ? "What the world does" : "What we do";
  const who = page.several ? `${plain(name)}: ${lead}` : lead;
  const option = ([what, occurrence]) => {
    const lacking = page.lackingNow(name, occurrence);
    const text = page.words.happens({ [kind]: what }) + (lacking ? ` (not now: needs ${lacking})` : "");
    return h("option", { value: `${name} ${kind} ${what}`, disabled: lacking !== "" }, text);
  };
  const options = Object.entries(ofTopic(page.words.policy, section, page.topics[name])).map(option);
  return options.length > 0 ? h("optgroup", { label: who }, options) : null;
}

/* Facts and readings */

function changesPart(page) {
  return h(
    "section",
    { id: "changes", "aria-labelledby": "changes-title" },
    h("h2", { id: "changes-title" }, "What if"),
    Object.keys(page.topics).map((name) => factsPart(page, name)),
    readingsPart(page),
    changedPart(page),
    triesPart(page),
  );
}

function factsPart(page, name) {
  const topic = page.words.policy.topics[page.topics[name]];
  const title = page.several
    ? `${plain(name)} (${plain(page.topics[name])}): facts at the start`
    : "facts at the start";
  const facts = (topic.facts ?? []).map((fact) => factPart(page, name, fact));
  const body =
    facts.length > 0
      ? h("div", { class: "fields" }, facts)
      : h("p", { class: "soft" }, "There are no facts to change.");
  return folded(page, `facts-${name}`, title, h("p", { class: "soft" }, raised(topic.says), "."), body);
}

function factPart(page, name, fact) {
  const id = `fact-${name}-${fact}`;
  const now = page.story.fact(name, fact);
  const written = page.story.writtenFact(name, fact);
  const say = (value) => (value === "unknown" ? "not known" : page.words.means(fact, value));
  const option = (value) => h("option", { value, selected: value === now }, say(value));
  return h(
    "p",
    { class: now === written ? null : "changed" },
    h("label", { for: id }, plain(fact)),
    h(
      "select",
      { id, onchange: (event) => page.setFact(name, fact, event.target.value) },
      [...page.words.policy.facts[fact].values, "unknown"].map(option),
    ),
    now === written ? null : h("span", { class: "was" }, `before: ${say(written)}`),
  );
}

function readingsPart(page) {
  const asked = page.askedReadings();
  if (asked.length === 0) return null;
  return folded(
    page,
    "readings",
    "readings: where the text is vague",
    h(
      "div",
      { class: "fields" },
      asked.map((name) => readingPart(page, name)),
    ),
  );
}

function readingPart(page, name) {
  const one = page.words.policy.readings[name];
  const [now, written] = [page.story.reading(name), page.story.writtenReading(name)];
  return h(
    "div",
    { class: now === written ? "reading" : "reading changed" },
    h(
      "p",
      {},
      h("label", { for: `reading-${name}` }, plain(name)),
      readingControl(page, name, one, now),
      now === written ? null : h("span", { class: "was" }, `before: ${plain(written)}`),
    ),
    folded(
      page,
      `note-of-${name}`,
      `clause ${one.clause}; by default ${plain(one.default)}`,
      h("p", { class: "soft" }, one.note),
    ),
  );
}

/** A choice of words, a slider for a short range of numbers, or a field for a long one. */
function readingControl(page, name, one, now) {
  const id = `reading-${name}`;
  if (one.values) {
    const option = (value) => h("option", { value, selected: value === now }, plain(value));
    return h("select", { id, onchange: (event) => page.setReading(name, event.target.value) }, one.values.map(option));
  }
  const [min, max] = one.range;
  const type = max - min <= 30 ? "range" : "number";
  const value = type === "range" ? h("output", { for: id }, now) : null;
  const set = (event) => page.setReading(name, Math.min(max, Math.max(min, Math.round(Number(event.target.value)))));
  const show = (event) => value && (value.textContent = event.target.value);
  return [h("input", { id, type, min, max, step: 1, value: now, onchange: set, oninput: show }), value];
}

/** Where what was changed makes a difference. */
function changedPart(page) {
  if (!page.story.changed)
    return h(
      "p",
      { class: "soft" },
      "Nothing is changed yet. Change a fact, a reading or a step, and what differs is marked.",
    );
  if (page.predict) return h("p", { class: "soft" }, "The story is changed.");
  const slots = [...page.differing];
  const name = (slot) => (slot === 0 ? "the start" : `step ${slot}`);
  const link = (slot) =>
    h(
      "button",
      { id: `differs-${slot}`, type: "button", class: "small", onclick: () => page.choose(slot) },
      name(slot),
    );
  return h(
    "p",
    { id: "changed" },
    slots.length > 0
      ? [
          "The story is changed. The verdict differs at ",
          slots.map((slot, index) => [index > 0 ? ", " : "", link(slot)]),
        ]
      : "The story is changed, and no verdict differs.",
  );
}
