/* What a page shows of a moment. Text is only ever set as text, so that no name can be markup. */

/** An element with attributes (`onclick` and the like are listeners; false and null are left out) and children. */
function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined)
      element.setAttribute(name, value === true ? "" : value);
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

function button(id, text, press, more) {
  return h("button", { id, type: "button", onclick: press, ...more }, text);
}

const spoken = (status) => LESSON.words[status].replace(" ", "-");
const when = (step) => (step.at ? h("time", { class: "date" }, step.at) : null);

/** A folded part of the page that stays as it is when the page is drawn anew. */
function folded(page, id, summary, ...children) {
  const element = h(
    "details",
    { id, open: page.opened.has(id) },
    h("summary", { id: `${id}-summary` }, summary),
    ...children,
  );
  element.addEventListener("toggle", () => (element.open ? page.opened.add(id) : page.opened.delete(id)));
  return element;
}

/** A table of what was and what is. */
function sideBySide(caption, rows) {
  const head = ["before", "now"].map((text) => h("th", { scope: "col" }, text));
  const cells = (row) => [h("td", {}, row.before), h("td", { class: "now" }, row.now)];
  const line = (row) =>
    h("tr", { class: row.before === row.now ? null : "other" }, h("th", { scope: "row" }, row.label), cells(row));
  return h(
    "table",
    { class: "differs" },
    h("caption", {}, caption),
    h("thead", {}, h("tr", {}, h("td"), head)),
    h("tbody", {}, rows.map(line)),
  );
}

/* The moment */

function momentPart(page) {
  const title = page.at === 0 ? "At the start" : `After step ${page.at} of ${page.last}`;
  const move = (id, text, slot, end) =>
    button(id, text, () => page.go(slot), { "aria-disabled": page.at === end ? "true" : null });
  const moves = [move("back", "← Back", page.at - 1, 0), move("next", "Next →", page.at + 1, page.last)];
  return h(
    "section",
    { id: "moment", "aria-labelledby": "moment-title" },
    h(
      "div",
      { class: "move" },
      h("h2", { id: "moment-title", tabindex: "-1" }, title),
      h("p", { class: "buttons" }, moves),
    ),
    happenedPart(page),
    casesPart(page),
    page.hides(page.at) ? guessPart(page) : verdictPart(page),
  );
}

function happenedPart(page) {
  if (page.at === 0) return h("p", { class: "happened" }, "Nothing has happened yet.");
  const { step, how } = page.story.slots[page.at - 1];
  const who = page.several ? `${plain(step.case)}: ` : "";
  const out = how === "dropped" ? h("em", {}, " Left out: it does not happen now.") : null;
  return h(
    "p",
    { class: "happened" },
    when(step),
    " ",
    who,
    h(out ? "del" : "span", {}, page.words.happens(step)),
    out,
  );
}

function casesPart(page) {
  if (!page.several) return null;
  const tab = (name) =>
    button(`look-${name}`, plain(name), () => page.look(name), { "aria-pressed": String(name === page.looked) });
  return h(
    "p",
    { class: "cases", role: "group", "aria-label": "Which case to look at" },
    Object.keys(page.story.scenario.cases).map(tab),
  );
}

function verdictPart(page) {
  const view = page.view;
  const broken = page.played.broken(page.played.now, page.looked, page.at);
  const differences = page.played.differences(page.looked, page.at);
  const compared = differences.length > 0 ? sideBySide("This differs from the story as written", differences) : null;
  if (broken) return h("div", {}, brokenPart(page), compared);
  const told = Object.keys(view.verdict).filter((action) => worthTelling(view.verdict[action]));
  const order = Object.keys(LESSON.words);
  told.sort((one, other) => order.indexOf(view.verdict[one].status) - order.indexOf(view.verdict[other].status));
  const silent = Object.keys(view.verdict).filter((action) => !told.includes(action));
  return h(
    "div",
    {},
    guessedPart(page),
    judgedPart(page),
    compared,
    h(
      "ul",
      { class: "rulings" },
      told.map((action) => rulingPart(page, action, differences)),
    ),
    remarksPart(page),
    silent.length > 0
      ? folded(
          page,
          "silent",
          `silent on ${silent.length} action${silent.length > 1 ? "s" : ""}`,
          h(
            "ul",
            {},
            silent.map((action) => h("li", {}, page.words.does(action))),
          ),
          h(
            "p",
            { class: "soft" },
            "No norm in force says anything of these here, neither that they may nor that they must not be done.",
          ),
        )
      : null,
    standsPart(page),
  );
}

const worthTelling = (one) => one.status !== "silent" || one.set_aside.length > 0;

function brokenPart(page) {
  const broken = page.played.now.breaks[page.looked];
  const step = page.story.slots[broken.step].step;
  const needs = page.words.needs(broken.lacking, page.played.now.views[broken.step][page.looked].facts);
  return h(
    "p",
    { class: "broken" },
    h("strong", {}, "The story cannot go on like this. "),
    `Step ${broken.step + 1} cannot happen: ${page.words.happens(step)} It needs ${needs}.`,
  );
}

function judgedPart(page) {
  const step = page.at > 0 ? page.played.now.steps[page.at - 1] : null;
  if (!step?.judgement || step.case !== page.looked) return null;
  return h(
    "p",
    { class: "judged" },
    "Doing this was judged ",
    h("strong", {}, step.judgement),
    `: ${page.words.grounds(step)}.`,
  );
}

function rulingPart(page, action, differences) {
  const one = page.view.verdict[action];
  const { policy } = page.words;
  const norms = [...one.norms, ...one.open];
  const differs = differences.some((row) => row.key === action);
  const lacks = one.status === "permitted" ? page.lacks(action) : "";
  const says = (name) =>
    h(
      "p",
      { class: "says" },
      one.open.includes(name) ? "Perhaps: " : "",
      policy.norms[name].says,
      " ",
      h("cite", {}, page.words.cite(name)),
    );
  return h(
    "li",
    { class: spoken(one.status), "data-action": action, "data-status": one.status },
    h(
      "p",
      { class: "ruling" },
      h("strong", { class: "word" }, page.words.status(one.status)),
      " ",
      h("span", { class: "does" }, page.words.does(action)),
      differs ? h("span", { class: "tag" }, "differs") : null,
    ),
    norms.map(says),
    lacks ? h("p", { class: "says soft" }, `It cannot be done now: it needs ${lacks}.`) : null,
    folded(page, `why-${action}`, norms.length > 0 ? "Why" : "Why not otherwise", argumentPart(page, action)),
  );
}

function remarksPart(page) {
  const { policy } = page.words;
  const why = (pair) => policy.incompatible.find((both) => String(both.pair) === String(pair)).why;
  const claims = page.view.claims.map((name) => policy.claims[name]);
  const source = (what) => claims.find((claim) => has(claim.concludes, what))?.says ?? "";
  const remarks = [
    ...page.view.clashes.map((pair) => [
      "Clash.",
      `We must ${page.words.does(pair[0])}, and must ${page.words.does(pair[1])}, but ${why(pair)}.`,
    ]),
    ...page.view.impossible.map((action) => [
      "Impossible duty.",
      `We must ${page.words.does(action)}, which needs ${page.lacks(action)}.`,
    ]),
    ...Object.entries(page.view.conclusions).map(([what, value]) => [
      "It follows.",
      `${raised(page.words.concludes(what, value))}. ${source(what)}`,
    ]),
  ];
  return remarks.map(([lead, text]) => h("p", { class: "remark" }, h("strong", {}, lead), " ", text));
}

/** How the case stands at this moment: its facts as clauses, its counts. */
function standsPart(page) {
  const all = [...Object.entries(page.view.facts), ...Object.entries(page.view.counters)];
  if (all.length === 0) return null;
  return folded(
    page,
    "stands",
    "how the case stands here",
    h(
      "ul",
      {},
      all.map(([name, value]) => h("li", {}, page.words.means(name, value))),
    ),
  );
}
