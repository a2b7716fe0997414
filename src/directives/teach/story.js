/* A scenario and what a class has changed in it. Both are played on the same slots, so that any two moments compare:
   a step that is left out is a checkpoint now, a step that is added was a checkpoint before. */

const checkpoint = (step) => ({ ...(step.at ? { at: step.at } : {}), case: step.case });

class Story {
  constructor(scenario, policy) {
    this.scenario = scenario;
    this.policy = policy;
    this.reset();
  }

  /** The story as it is written. */
  reset() {
    this.facts = {};
    this.readings = {};
    this.slots = this.scenario.timeline.map((step) => ({ step, how: "written" }));
  }

  /** What is changed, to be put back with `restore`. */
  kept() {
    return { facts: { ...this.facts }, readings: { ...this.readings }, slots: [...this.slots] };
  }

  restore(kept) {
    Object.assign(this, kept);
  }

  get changed() {
    const kept = this.slots.every((slot) => slot.how === "written");
    return !kept || Object.keys(this.facts).length > 0 || Object.keys(this.readings).length > 0;
  }

  /** What is changed, as a text that tells any two situations apart. */
  get key() {
    return JSON.stringify([this.facts, this.readings, this.slots]);
  }

  /** The value that a fact of a case is given in the scenario as written. */
  writtenFact(name, fact) {
    const given = this.scenario.cases[name];
    return has(given, fact) ? given[fact] : (this.policy.facts[fact].initial ?? "unknown");
  }

  writtenReading(name) {
    return this.scenario.readings[name] ?? this.policy.readings[name].default;
  }

  fact(name, fact) {
    return this.facts[`${name} ${fact}`] ?? this.writtenFact(name, fact);
  }

  reading(name) {
    return this.readings[name] ?? this.writtenReading(name);
  }

  setFact(name, fact, value) {
    change(this.facts, `${name} ${fact}`, value, this.writtenFact(name, fact));
  }

  setReading(name, value) {
    change(this.readings, name, value, this.writtenReading(name));
  }

  /** Leaves a written step out or puts it back; takes an added one away. */
  toggle(index) {
    const slot = this.slots[index];
    if (slot.how === "added") this.slots.splice(index, 1);
    else this.slots[index] = { ...slot, how: slot.how === "dropped" ? "written" : "dropped" };
  }

  add(index, step) {
    this.slots.splice(index, 0, { step, how: "added" });
  }

  /** The story as written, with a checkpoint for each step that was added. */
  before() {
    const timeline = this.slots.map(({ step, how }) => (how === "added" ? checkpoint(step) : step));
    return { cases: this.scenario.cases, readings: this.scenario.readings, timeline };
  }

  /** The story as changed, with a checkpoint for each step that was left out. */
  now() {
    const cases = Object.entries(this.scenario.cases).map(([name, given]) => {
      const facts = (this.policy.topics[given.topic].facts ?? []).map((fact) => [fact, this.fact(name, fact)]);
      return [name, { topic: given.topic, ...Object.fromEntries(facts) }];
    });
    return {
      cases: Object.fromEntries(cases),
      readings: { ...this.scenario.readings, ...this.readings },
      timeline: this.slots.map(({ step, how }) => (how === "dropped" ? checkpoint(step) : step)),
    };
  }
}

function change(changes, key, value, written) {
  if (value === written) delete changes[key];
  else changes[key] = value;
}

const JUDGING = "doing it is judged";

/** Both stories played, and how they differ. */
class Comparison {
  constructor(story, words) {
    this.words = words;
    this.now = play(story.policy, story.now());
    this.before = story.changed ? play(story.policy, story.before()) : this.now;
  }

  /** Whether the story of a case has broken off at a slot (0 is the start). */
  broken(played, name, slot) {
    return has(played.breaks, name) && played.breaks[name].step < slot;
  }

  /** What there is to say of a case at a slot, by a label: the verdict, the judgement of the step, the facts. */
  told(played, name, slot) {
    const view = played.views[slot][name];
    const step = slot > 0 ? played.steps[slot - 1] : null;
    const rows = {};
    if (this.broken(played, name, slot)) return { "the story": "cannot go on" };
    if (step?.judgement && step.case === name) rows[JUDGING] = step.judgement;
    for (const [action, one] of Object.entries(view.verdict)) rows[this.words.does(action)] = this.words.inShort(one);
    for (const pair of view.clashes) rows[`clash: ${inARow(pair.map(plain))}`] = "yes";
    for (const action of view.impossible) rows[`impossible duty: ${plain(action)}`] = "yes";
    for (const [what, value] of Object.entries(view.conclusions)) rows[`it follows: ${plain(what)}`] = plain(value);
    return rows;
  }

  /** The labels of which the two say otherwise, with what they say. */
  differences(name, slot) {
    if (this.before === this.now) return [];
    const [before, now] = [this.before, this.now].map((played) => this.told(played, name, slot));
    const judged = has(before, JUDGING) && has(now, JUDGING); // a step that is done on one side only is no difference
    return unique([...Object.keys(before), ...Object.keys(now)])
      .filter((label) => before[label] !== now[label] && (label !== JUDGING || judged))
      .map((label) => ({ label, before: before[label] ?? "no", now: now[label] ?? "no" }));
  }

  /** Whether anything differs at a slot, for any case. */
  differs(slot) {
    return Object.keys(this.now.views[slot]).some((name) => this.differences(name, slot).length > 0);
  }

  /** Every duty of either story, with how it ended before and now; null where there was none. */
  duties() {
    const numbered = (duties) => {
      const seen = {};
      return duties.map((duty) => {
        const key = `${duty.case} ${duty.action}`;
        seen[key] = (seen[key] ?? 0) + 1;
        return [`${key} ${seen[key]}`, duty];
      });
    };
    const [before, now] = [this.before, this.now].map((played) => new Map(numbered(played.duties)));
    const keys = unique([...now.keys(), ...before.keys()]);
    return keys.map((key) => ({ before: before.get(key) ?? null, now: now.get(key) ?? null }));
  }
}
