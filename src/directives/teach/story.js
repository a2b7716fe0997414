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

/** The key of a judgement; no action has such a name. */
const JUDGED_SO = "-judged";

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

  /** What there is to say of a case at a slot, by a key: a label and what it is. */
  told(played, name, slot) {
    const view = played.views[slot][name];
    const step = slot > 0 ? played.steps[slot - 1] : null;
    if (this.broken(played, name, slot)) return new Map([["-broken", ["the story", "cannot go on"]]]);
    const judged = step?.judgement && step.case === name ? [[JUDGED_SO, ["doing it is judged", step.judgement]]] : [];
    const verdict = Object.entries(view.verdict);
    return new Map([
      ...judged,
      ...verdict.map(([action, one]) => [action, [this.words.does(action), this.words.inShort(one)]]),
      ...view.clashes.map((pair) => [`-clash ${pair}`, [`clash: ${inARow(pair.map(plain))}`, "yes"]]),
      ...view.impossible.map((action) => [`-impossible ${action}`, [`impossible duty: ${plain(action)}`, "yes"]]),
      ...Object.entries(view.conclusions).map(([what, so]) => [
        `-follows ${what}`,
        [`it follows: ${plain(what)}`, plain(so)],
      ]),
    ]);
  }

  /** Of what the two say otherwise: a key, a label, what was and what is. */
  differences(name, slot) {
    if (this.before === this.now) return [];
    const [before, now] = [this.before, this.now].map((played) => this.told(played, name, slot));
    const both = before.has(JUDGED_SO) && now.has(JUDGED_SO); // a step that is done on one side only is no difference
    return unique([...before.keys(), ...now.keys()])
      .map((key) => ({
        key,
        label: (now.get(key) ?? before.get(key))[0],
        before: before.get(key)?.[1],
        now: now.get(key)?.[1],
      }))
      .filter((row) => row.before !== row.now && (row.key !== JUDGED_SO || both))
      .map((row) => ({ ...row, before: row.before ?? "no", now: row.now ?? "no" }));
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
