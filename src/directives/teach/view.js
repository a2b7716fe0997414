/* What a page shows of a moment and of a whole story. Text is only ever set as text, so that no name can be markup. */

/** An element with attributes (`onclick` and the like are listeners; false and null are left out) and children. */
function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const spoken = (status) => LESSON.words[status].replace(" ", "-");
const when = (step) => (step.at ? h("time", { class: "date" }, step.at) : null);

/** A folded part of the page that stays as it is when the page is drawn anew. */
function folded(page, id, summary, ...children) {
  const element = h("details", { id, open: page.opened.has(id) }, h("summary", { id: `${id}-summary` }, summary), ...children);
  element.addEventListener("toggle", () => (element.open ? page.opened.add(id) : page.opened.delete(id)));
  return element;
}

/** A table of what was and what is. */
function sideBySide(caption, first, rows) {
  const head = h("tr", {}, h("th", { scope: "col" }, first), h("th", { scope: "col" }, "before"), h("th", { scope: "col" }, "now"));
  const cells = (row) => h("tr", {}, h("th", { scope: "row" }, row.label), h("td", {}, row.before), h("td", { class: "now" }, row.now));
  return h("table", { class: "differs" }, h("caption", {}, caption), h("thead", {}, head), h("tbody", {}, rows.map(cells)));
}

/* The moment */

function momentPart(page) {
  const hidden = page.hides(page.at);
  return h(
    "section",
    { id: "moment", "aria-labelledby": "moment-title" },
    h("div", { class: "move" },
      h("h2", { id: "moment-title", tabindex: "-1" }, page.at === 0 ? "At the start" : `After step ${page.at} of ${page.last}`),
      h("p", { class: "buttons" },
        h("button", { id: "back", type: "button", onclick: () => page.go(page.at - 1), "aria-disabled": String(page.at === 0) }, "← Back"),
        h("button", { id: "next", type: "button", onclick: () => page.go(page.at + 1), "aria-disabled": String(page.at === page.last) }, "Next →"),
      ),
    ),
    happenedPart(page),
    casesPart(page),
    hidden ? guessPart(page) : verdictPart(page),
  );
}

function happenedPart(page) {
  if (page.at === 0) return h("p", { class: "happened" }, "Nothing has happened yet.");
  const { step, how } = page.story.slots[page.at - 1];
  const who = page.several ? `${plain(step.case)}: ` : "";
  const out = how === "dropped" ? h("em", {}, " Left out: it does not happen now.") : null;
  return h("p", { class: "happened" }, when(step), " ", who, h(out ? "del" : "span", {}, page.words.happens(step)), out);
}

function casesPart(page) {
  if (!page.several) return null;
  const tab = (name) =>
    h("button", { id: `look-${name}`, type: "button", "aria-pressed": String(name === page.looked), onclick: () => page.look(name) }, plain(name));
  return h("p", { class: "cases", role: "group", "aria-label": "Which case to look at" }, Object.keys(page.story.scenario.cases).map(tab));
}

function verdictPart(page) {
  const view = page.view;
  const broken = page.played.broken(page.played.now, page.looked, page.at);
  const differences = page.played.differences(page.looked, page.at);
  const compared = differences.length > 0 ? sideBySide("This differs from the story as written", "", differences) : null;
  if (broken) return h("div", {}, brokenPart(page), compared);
  const told = Object.keys(view.verdict).filter((action) => worthTelling(view.verdict[action]));
  const order = Object.keys(LESSON.words);
  told.sort((one, other) => order.indexOf(view.verdict[one].status) - order.indexOf(view.verdict[other].status));
  const silent = Object.keys(view.verdict).filter((action) => !told.includes(action));
  return h("div", {},
    guessedPart(page),
    judgedPart(page),
    compared,
    h("ul", { class: "rulings" }, told.map((action) => rulingPart(page, action, differences))),
    remarksPart(page),
    silent.length > 0 ? folded(page, "silent", `silent on ${silent.length} action${silent.length > 1 ? "s" : ""}`,
      h("ul", {}, silent.map((action) => h("li", {}, page.words.does(action)))),
      h("p", { class: "soft" }, "No norm in force says anything of these here, neither that they may nor that they must not be done.")) : null,
    standsPart(page),
  );
}

const worthTelling = (one) => one.status !== "silent" || one.set_aside.length > 0;

function brokenPart(page) {
  const broken = page.played.now.breaks[page.looked];
  const step = page.story.slots[broken.step].step;
  const needs = page.words.needs(broken.lacking, page.played.now.views[broken.step][page.looked].facts);
  return h("p", { class: "broken" }, h("strong", {}, "The story cannot go on like this. "),
    `Step ${broken.step + 1} cannot happen: ${page.words.happens(step)} It needs ${needs}.`);
}

function judgedPart(page) {
  const step = page.at > 0 ? page.played.now.steps[page.at - 1] : null;
  if (!step?.judgement || step.case !== page.looked) return null;
  return h("p", { class: "judged" }, "Doing this was judged ", h("strong", {}, step.judgement), `: ${page.words.grounds(step)}.`);
}

function rulingPart(page, action, differences) {
  const one = page.view.verdict[action];
  const { policy } = page.words;
  const norms = [...one.norms, ...one.open];
  const differs = differences.some((row) => row.label === page.words.does(action));
  const says = (name) => h("p", { class: "says" }, one.open.includes(name) ? "Perhaps: " : "", policy.norms[name].says, " ", h("cite", {}, page.words.cite(name)));
  return h("li", { class: spoken(one.status), "data-action": action, "data-status": one.status },
    h("p", { class: "ruling" }, h("strong", { class: "word" }, page.words.status(one.status)), " ", h("span", { class: "does" }, page.words.does(action)),
      differs ? h("span", { class: "tag" }, "differs") : null),
    norms.map(says),
    folded(page, `why-${action}`, norms.length > 0 ? "Why" : "Why not otherwise", argumentPart(page, action)),
  );
}

function remarksPart(page) {
  const { policy } = page.words;
  const why = (pair) => policy.incompatible.find((both) => String(both.pair) === String(pair)).why;
  const claims = page.view.claims.map((name) => policy.claims[name]);
  const source = (what) => claims.find((claim) => has(claim.concludes, what))?.says ?? "";
  const remarks = [
    ...page.view.clashes.map((pair) => ["Clash.", `We must ${page.words.does(pair[0])}, and must ${page.words.does(pair[1])}, but ${why(pair)}.`]),
    ...page.view.impossible.map((action) => ["Impossible duty.", `We must ${page.words.does(action)}, which needs ${page.lacks(action)}.`]),
    ...Object.entries(page.view.conclusions).map(([what, value]) => ["It follows.", `${raised(page.words.concludes(what, value))}. ${source(what)}`]),
  ];
  return remarks.map(([lead, text]) => h("p", { class: "remark" }, h("strong", {}, lead), " ", text));
}

/** How the case stands at this moment: its facts as clauses, its counts. */
function standsPart(page) {
  const all = [...Object.entries(page.view.facts), ...Object.entries(page.view.counters)];
  if (all.length === 0) return null;
  return folded(page, "stands", "how the case stands here", h("ul", {}, all.map(([name, value]) => h("li", {}, page.words.means(name, value)))));
}

/* Guesses */

function guessPart(page) {
  const step = page.at > 0 ? page.played.now.steps[page.at - 1] : null;
  const judged = step?.judgement && step.case === page.looked ? [["judged", "Doing this is judged", LESSON.judgements]] : [];
  const statuses = Object.entries(LESSON.words);
  const asked = [...judged, ...Object.keys(page.view.verdict).map((action) => [action, raised(page.words.does(action)), statuses])];
  const choice = ([name, label, answers]) =>
    h("p", {}, h("label", { for: `guess-${name}` }, label), h("select", { id: `guess-${name}`, name },
      h("option", { value: "" }, "no guess"), answers.map(([value, word]) => h("option", { value }, word))));
  const form = h("form", { class: "guess", onsubmit: (event) => page.guess(event) },
    h("p", {}, h("strong", {}, "What do you think? "), "Guess what must, may or must not be done now; at least one guess shows the verdict."),
    asked.map(choice),
    h("p", {}, h("button", { id: "show", type: "submit" }, "Show the verdict"), " ", h("span", { id: "no-guess", role: "alert" })));
  return form;
}

function guessedPart(page) {
  const guesses = page.predict ? page.guesses[page.key(page.at)] : undefined;
  if (guesses === undefined) return null;
  const row = ({ label, guess, answer, right }) =>
    h("tr", {}, h("th", { scope: "row" }, label), h("td", {}, guess), h("td", {}, answer), h("td", {}, right ? "✓ right" : "✗ not so"));
  const head = ["", "your guess", "the verdict", ""].map((text) => (text ? h("th", { scope: "col" }, text) : h("td")));
  const { right, all } = page.score;
  return h("table", { class: "guessed" },
    h("caption", {}, `Your guesses (so far ${right} of ${all} right)`), h("thead", {}, h("tr", {}, head)), h("tbody", {}, guesses.map(row)));
}

/* The whole story */

function wholePart(page) {
  const duties = page.played.duties();
  const words = (duty) => (duty ? page.words.ending(duty) : "none");
  const label = (one) => {
    const duty = one.now ?? one.before;
    return `${page.several ? `${plain(duty.case)}: ` : ""}${page.words.does(duty.action)} (${duty.norms.join(", ")})`;
  };
  const rows = duties.map((one) => ({ label: label(one), before: words(one.before), now: words(one.now) }));
  const same = rows.every((row) => row.before === row.now);
  const list = h("dl", {}, rows.map((row) => [h("dt", {}, row.label), h("dd", {}, row.now)]));
  const none = h("p", { class: "soft" }, "No duty arises.");
  return h("section", { id: "whole", "aria-labelledby": "whole-title" },
    h("h2", { id: "whole-title" }, "Over the whole story"),
    folded(page, "duties", `duties (${rows.length})`, rows.length === 0 ? none : same ? list : sideBySide("Duties", "", rows)),
    folded(page, "glance", "each step at a glance", glancePart(page)),
  );
}

/** Every step with what was judged, and what must, may and must not be done after it. */
function glancePart(page) {
  const slots = [null, ...page.story.slots];
  const line = (slot, index) => {
    const names = slot ? [slot.step.case] : Object.keys(page.topics);
    const happened = slot ? [when(slot.step), " ", page.words.happens(slot.step), slot.how === "written" ? "" : ` (${HOW[slot.how]})`] : "At the start";
    return h("li", {}, h("p", {}, happened), names.map((name) => h("p", { class: "soft" }, page.several ? `${plain(name)}: ` : "", ...glance(page, name, index))));
  };
  return h("ol", { class: "glance", start: "0" }, slots.map(line));
}

function glance(page, name, slot) {
  const { now } = page.played;
  if (page.played.broken(now, name, slot)) return ["the story cannot go on like this"];
  const judgement = slot > 0 ? now.steps[slot - 1]?.judgement : null;
  const verdict = Object.entries(now.views[slot][name].verdict).filter(([, one]) => worthTelling(one));
  const rulings = verdict.map(([action, one]) => `${page.words.status(one.status)} ${plain(action)}`);
  return [judgement ? `judged ${judgement}; ` : "", rulings.join("; ") || "silent on all"];
}
