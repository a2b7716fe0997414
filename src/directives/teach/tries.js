/* Which one change makes a difference: every single change of a story as it is written, tried. */

/** Every single change: in words, and as what it does to a story. */
function singleChanges(page) {
  const { policy } = page.words;
  const written = page.story;
  const facts = Object.entries(page.topics).flatMap(([name, topic]) =>
    (policy.topics[topic].facts ?? []).flatMap((fact) =>
      policy.facts[fact].values
        .filter((value) => value !== written.writtenFact(name, fact))
        .map((value) => ({
          text: `${page.several ? `${plain(name)}: ` : ""}if at the start ${page.words.means(fact, value)}`,
          make: (story) => story.setFact(name, fact, value),
        })),
    ),
  );
  const steps = written.slots.flatMap(({ step }, index) =>
    step.event === undefined && step.action === undefined
      ? []
      : [{ text: `without step ${index + 1}: ${page.words.happens(step)}`, make: (story) => story.toggle(index) }],
  );
  const readings = page.askedReadings().flatMap((name) =>
    otherValues(policy.readings[name], written.writtenReading(name)).map((value) => ({
      text: `if ${page.words.means(name, value)}`,
      make: (story) => story.setReading(name, value),
    })),
  );
  return [...facts, ...steps, ...readings];
}

/** The other words of a reading; the next numbers up and down. */
function otherValues({ values, range }, value) {
  if (values) return values.filter((one) => one !== value);
  return [value - 1, value + 1].filter((one) => one >= range[0] && one <= range[1]);
}

/** The slots at which a single change makes a difference; none where it leaves too much unknown to be tried. */
function differingBy(page, make) {
  const story = new Story(page.story.scenario, page.words.policy);
  make(story);
  try {
    const played = new Comparison(story, page.words);
    return [...played.now.views.keys()].filter((slot) => played.differs(slot));
  } catch (error) {
    if (error instanceof TooMuchUnknown) return [];
    throw error;
  }
}

/** Those that make a difference, and how many were tried; worked out once for each story. */
function tried(page) {
  if (!page.tried.has(page.story)) {
    const all = singleChanges(page).map((one) => ({ ...one, slots: differingBy(page, one.make) }));
    page.tried.set(page.story, { all, telling: all.filter((one) => one.slots.length > 0) });
  }
  return page.tried.get(page.story);
}

/** The list of them, made when it is first unfolded. */
function triesPart(page) {
  if (page.story.changed || page.predict) return null;
  const open = page.opened.has("tries");
  const part = folded(page, "tries", "which one change makes a difference?", open ? triesList(page) : null);
  part.addEventListener("toggle", () => part.open && part.childElementCount === 1 && part.append(triesList(page)));
  return part;
}

function triesList(page) {
  const { all, telling } = tried(page);
  const where = (slots) => (slots[0] === 0 ? "from the start" : `first at step ${slots[0]}`);
  const item = ({ text, make, slots }, index) =>
    h(
      "li",
      {},
      `${text} `,
      h("span", { class: "soft" }, `(${where(slots)}) `),
      button(`try-${index}`, "try it", () => page.change(() => make(page.story), slots[0]), {
        class: "small",
        "aria-label": `try it: ${text}`,
      }),
    );
  return h(
    "div",
    { class: "tries" },
    h("p", { class: "soft" }, `${telling.length} of ${all.length} single changes make a difference.`),
    h("ul", {}, telling.map(item)),
  );
}
