/* A story, step by step: time, what is known, counters, judgements, duties.

   A story has `cases` (topic and facts by name), `readings` and a `timeline` of steps. What a state's verdict is, the
   part before this one decides. Days are counted from 1970 while a story is played and told as dates. */

const dayOf = (date) => Date.parse(date) / 86400000;
const dateOf = (day) => (day === null ? null : new Date(day * 86400000).toISOString().slice(0, 10));

const MOST_COMPLETIONS = 20000;

/** The unknown facts of a case can be in more ways than are tried. */
class TooMuchUnknown extends Error {}

class Play {
  constructor(policy, story) {
    this.policy = policy;
    this.story = story;
    const defaults = Object.entries(policy.readings ?? {}).map(([name, one]) => [name, one.default]);
    this.readings = { ...Object.fromEntries(defaults), ...story.readings };
    this.topics = Object.fromEntries(Object.entries(story.cases).map(([name, one]) => [name, one.topic]));
    this.known = Object.fromEntries(Object.keys(story.cases).map((name) => [name, this.atFirst(name)]));
    this.done = [];
    this.duties = [];
    this.live = new Map();
    this.breaks = {};
    this.verdicts = new Map();
    const first = story.timeline.find((step) => step.at);
    this.today = first ? dayOf(first.at) : null;
  }

  /** The values that each fact of a case may have at the start. */
  atFirst(name) {
    const given = this.story.cases[name];
    return Object.fromEntries(
      (this.policy.topics[given.topic].facts ?? []).map((fact) => {
        const { values, initial } = this.policy.facts[fact];
        const value = has(given, fact) ? given[fact] : initial;
        return [fact, value === undefined || value === "unknown" ? values : [value]];
      }),
    );
  }

  /** Everything that is to be told: the start of each case, a moment for each step (null after a break), the duties.

      `views` has, for the start and for each step, how every case stands just after it. */
  run() {
    this.updateDuties();
    const starts = Object.keys(this.topics).map((name) => this.moment(name, { kind: "start" }));
    const views = [this.views()];
    const steps = this.story.timeline.map((step, index) => {
      this.reach(step.at ? dayOf(step.at) : this.today);
      const moment = this.take(step, index);
      views.push(this.views());
      return moment;
    });
    return { starts, steps, views, duties: this.dutiesAtTheEnd(), breaks: this.breaks, readings: this.readings };
  }

  /** Goes on to a day; duties arise and lapse on the way, on the days on which counters fall. */
  reach(day) {
    const falls = Object.values(this.policy.counters ?? {}).flatMap((counter) => {
      const within = this.within(counter);
      if (within === undefined || day === null) return [];
      return this.done.filter((one) => counter.counts.includes(one.action)).map((one) => one.day + within);
    });
    for (const turn of unique(falls).sort((one, other) => one - other)) {
      if (turn > this.today && turn <= day) {
        this.today = turn;
        this.updateDuties();
      }
    }
    this.today = day;
  }

  /** Lets a step happen; null once a step of its case could not. */
  take(step, index) {
    const name = step.case;
    if (has(this.breaks, name)) return null;
    const what = step.event ?? step.action;
    if (what === undefined) return this.moment(name, { kind: "checkpoint" });
    const kind = step.action === undefined ? "event" : "action";
    const occurrence = this.policy[`${kind}s`][what];
    const lacking = lackingOf(this.policy, occurrence, this.known[name]);
    if (lacking.length > 0) {
      this.breaks[name] = { step: index, kind, name: what, lacking };
      return null;
    }
    const before = this.given(name, occurrence);
    const judged = kind === "action" ? this.judge(name, what, before) : {};
    this.known[name] = {
      ...before,
      ...Object.fromEntries(Object.entries(occurrence.sets ?? {}).map(([f, v]) => [f, [v]])),
    };
    this.updateDuties();
    return this.moment(name, { kind, name: what, ...judged });
  }

  /** What an action is judged by how things stood just before; doing it discharges the duty, and is counted. */
  judge(name, action, before) {
    const topic = this.topics[name];
    const states = this.states(name, before);
    const told = states.map((state) => evaluate(this.policy, topic, state));
    const judgement = agreed(statusesOf(this.policy, action, told).map((status) => JUDGED[status])) ?? "undetermined";
    const grounds = ruling(this.policy, action, states, told);
    this.endDuty(this.live.get(`${name} ${action}`), "discharged");
    this.done.push({ day: this.today, name, action });
    return { judgement, grounds: grounds.norms, open_grounds: grounds.open };
  }

  /** What is known of a case once it is known that the needs of an occurrence hold. */
  given(name, occurrence) {
    const needs = occurrence.needs ?? {};
    const left = (fact, values) => (has(needs, fact) ? values.filter((one) => admits(needs[fact], one, {})) : values);
    return Object.fromEntries(Object.entries(this.known[name]).map(([fact, values]) => [fact, left(fact, values)]));
  }

  within(counter) {
    return typeof counter.within === "string" ? this.readings[counter.within] : counter.within;
  }

  /** Every counter of the case's topic as it stands today. */
  counters(name) {
    const count = (counter) => {
      const within = this.within(counter);
      const lately = (one) => within === undefined || one.day === null || this.today - one.day < within;
      const mine = (one) => counter.per === "all" || one.name === name;
      return this.done.filter((one) => counter.counts.includes(one.action) && mine(one) && lately(one)).length;
    };
    const names = this.policy.topics[this.topics[name]].counters ?? [];
    return Object.fromEntries(names.map((one) => [one, count(this.policy.counters[one])]));
  }

  states(name, known) {
    return completions(this.policy, this.topics[name], known, { ...this.counters(name), ...this.readings });
  }

  verdict(name) {
    const key = JSON.stringify([this.topics[name], this.known[name], this.counters(name)]);
    if (!this.verdicts.has(key)) {
      this.verdicts.set(key, verdictOn(this.policy, this.topics[name], this.states(name, this.known[name])));
    }
    return this.verdicts.get(key);
  }

  /** Lets duties arise for what has become obligatory, and lapse where it is so no longer. */
  updateDuties() {
    for (const name of Object.keys(this.topics)) {
      for (const [action, one] of Object.entries(this.verdict(name).rulings)) {
        const key = `${name} ${action}`;
        if (one.status === "obligatory" && !this.live.has(key)) {
          const norms = [...one.norms, ...one.open].filter((norm) => has(this.policy.norms[norm], "oblige")).sort();
          const duty = { case: name, action, norms, since: dateOf(this.today), state: "open", until: null };
          this.live.set(key, duty);
          this.duties.push(duty);
        } else if (one.status !== "obligatory" && this.live.has(key)) {
          this.endDuty(this.live.get(key), "lapsed");
          this.live.delete(key);
        }
      }
    }
  }

  endDuty(duty, state) {
    if (duty?.state === "open") Object.assign(duty, { state, until: dateOf(this.today) });
  }

  dutiesAtTheEnd() {
    const stands = (duty) => duty.state === "open" && this.policy.actions[duty.action].continuous === true;
    return this.duties.map((duty) => (stands(duty) ? { ...duty, state: "standing" } : duty));
  }

  /** How a case stands now, and what the step was that led there. */
  moment(name, happened) {
    const { rulings, ...rest } = this.verdict(name);
    const facts = Object.entries(this.known[name]).map(([fact, some]) => [fact, some.length > 1 ? "unknown" : some[0]]);
    return {
      at: dateOf(this.today),
      case: name,
      topic: this.topics[name],
      name: null,
      judgement: null,
      grounds: [],
      open_grounds: [],
      ...happened,
      facts: Object.fromEntries(facts),
      counters: this.counters(name),
      verdict: rulings,
      ...rest,
    };
  }

  /** How every case stands now; `possible` has the values that its facts may have. */
  views() {
    const view = (name) => ({ ...this.moment(name, {}), possible: this.known[name] });
    return Object.fromEntries(Object.keys(this.topics).map((name) => [name, view(name)]));
  }
}

/** Whatever the norms and claims of a topic ask about, and its actions need. */
function tellingNames(policy, topic) {
  const asked = (condition) => [...entriesOf(condition).map(([name]) => name), ...(condition.any ?? []).flatMap(asked)];
  const directed = () => ["norms", "claims"].flatMap((section) => Object.values(ofTopic(policy, section, topic)));
  const needed = () => Object.values(ofTopic(policy, "actions", topic)).flatMap((one) => Object.keys(one.needs ?? {}));
  const tested = () => directed().flatMap((one) => [...asked(one.when ?? {}), ...asked(one.unless ?? {})]);
  return once(policy, `telling in ${topic}`, () => new Set([...tested(), ...needed()]));
}

/** Every state that a case may be in; facts that tell nothing apart are taken at one of their values. */
function completions(policy, topic, known, rest) {
  const telling = tellingNames(policy, topic);
  const choices = Object.entries(known).map(([fact, values]) => [
    fact,
    telling.has(fact) ? values : values.slice(0, 1),
  ]);
  if (choices.reduce((many, [, values]) => many * values.length, 1) > MOST_COMPLETIONS) throw new TooMuchUnknown();
  return choices.reduce(
    (states, [fact, values]) => states.flatMap((state) => values.map((value) => ({ ...state, [fact]: value }))),
    [rest],
  );
}

/** What an event or action needs and cannot find among the values that the facts of a case may have. */
function lackingOf(policy, occurrence, possible) {
  return Object.entries(occurrence.needs ?? {})
    .filter(([fact, entry]) => !possible[fact].some((value) => admits(entry, value, {})))
    .map(([fact, entry]) => ({ fact, wanted: policy.facts[fact].values.filter((one) => admits(entry, one, {})) }));
}

/** A story under a policy, played as far as it goes. */
function play(policy, story) {
  return new Play(policy, story).run();
}
