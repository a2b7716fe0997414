/* What there is to say of a whole story: duties, and each step at a glance. */

function wholePart(page) {
  const duties = page.played.duties();
  const words = (duty) => (duty ? page.words.ending(duty) : "none");
  const label = (one) => {
    const duty = one.now ?? one.before;
    return `${page.several ? `${plain(duty.case)}: ` : ""}${page.words.does(duty.action)} (${duty.norms.join(", ")})`;
  };
  const rows = duties.map((one) => ({ label: label(one), before: words(one.before), now: words(one.now) }));
  const same = rows.every((row) => row.before === row.now);
  const list = h(
    "dl",
    {},
    rows.map((row) => [h("dt", {}, row.label), h("dd", {}, row.now)]),
  );
  const none = h("p", { class: "soft" }, "No duty arises.");
  return h(
    "section",
    { id: "whole", "aria-labelledby": "whole-title" },
    h("h2", { id: "whole-title" }, "Over the whole story"),
    folded(
      page,
      "duties",
      `duties (${rows.length}${same ? "" : ", not as before"})`,
      rows.length === 0 ? none : same ? list : sideBySide("Duties in the story as written and as changed", rows),
    ),
    folded(page, "glance", "each step at a glance", glancePart(page)),
  );
}

/** Every step with what was judged, and what must, may and must not be done after it. */
function glancePart(page) {
  const slots = [null, ...page.story.slots];
  const line = (slot, index) => {
    const names = slot ? [slot.step.case] : Object.keys(page.topics);
    const happened = slot
      ? [when(slot.step), " ", page.words.happens(slot.step), slot.how === "written" ? "" : ` (${HOW[slot.how]})`]
      : "At the start";
    return h(
      "li",
      {},
      h("p", {}, happened),
      names.map((name) =>
        h("p", { class: "soft" }, page.several ? `${plain(name)}: ` : "", ...glance(page, name, index)),
      ),
    );
  };
  return h("ol", { class: "glance", start: "0" }, slots.map(line));
}

function glance(page, name, slot) {
  const { now } = page.played;
  if (page.played.broken(now, name, slot)) return ["the story cannot go on like this"];
  const judgement = slot > 0 ? now.steps[slot - 1]?.judgement : null;
  const verdict = Object.entries(now.views[slot][name].verdict).filter(([, one]) => worthTelling(one));
  const rulings = verdict.map(([action, one]) => `${page.words.within(one.status)} ${plain(action)}`);
  return [judgement ? `judged ${judgement}; ` : "", rulings.join("; ") || "silent on all"];
}
