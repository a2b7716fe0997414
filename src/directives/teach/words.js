/* Names, values, norms and judgements as sentences, with the policy's own words where it has some. */

const DIRECTS = { oblige: "obliges", forbid: "forbids", permit: "permits", exempt: "exempts", reserve: "reserves" };

const plain = (name) => String(name).replaceAll("_", " ");
const raised = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const ended = (text) => text.replace(/\.$/, "");

/** Some items in a row: `a, b and c`. */
function inARow(items, last = "and") {
  return items.length > 1 ? `${items.slice(0, -1).join(", ")} ${last} ${items.at(-1)}` : items.join("");
}

class Words {
  constructor(policy, words) {
    this.policy = policy;
    this.words = words;
  }

  /** How a status is said: `must not`. */
  status(status) {
    return this.words[status];
  }

  /** How a status is said before the name of an action: `undecided on`. */
  within(status) {
    return LESSON.within[status] ?? this.words[status];
  }

  /** What doing an action is, to follow `we` or `to`. */
  does(action) {
    return ended(this.policy.actions[action].says);
  }

  /** A fact, counter or reading at a value, as a clause. */
  means(name, value) {
    if (has(this.policy.readings, name)) return `the reading ${plain(name)} is ${plain(value)}`;
    if (has(this.policy.counters, name)) return `${ended(this.policy.counters[name].says ?? plain(name))}: ${value}`;
    const fact = this.policy.facts[name];
    if (value === "unknown") return `it is not known ${this.asked(name)}`;
    return has(fact.means, value) ? fact.means[value] : `the ${plain(name)} is ${plain(value)}`;
  }

  /** What a fact tells, to follow `it is not known`. */
  asked(fact) {
    return ended(this.policy.facts[fact].says ?? `the ${plain(fact)}`);
  }

  /** Facts and counters with their values as one clause, readings after it. */
  because(matched) {
    const some = (read) => Object.entries(matched).filter(([name]) => has(this.policy.readings, name) === read);
    const clauses = some(false).map(([name, value]) => this.means(name, value));
    const readings = some(true).map(([name, value]) => `${plain(name)} ${plain(value)}`);
    const by = readings.length > 0 ? `by the reading${readings.length > 1 ? "s" : ""} ${inARow(readings)}` : "";
    return clauses.length > 0 && by ? `${inARow(clauses)} (${by})` : inARow(clauses) || `it is so ${by}`;
  }

  /** Where a norm stands, and how the text says it. */
  cite(name) {
    const { clause, general, implied } = this.policy.norms[name];
    return [name, `clause ${clause}`, ...(general ? ["as a rule"] : []), ...(implied ? ["implied"] : [])].join(", ");
  }

  /** What an event or action is, as a sentence. */
  happens(step) {
    if (step.event !== undefined) return this.policy.events[step.event].says;
    return step.action !== undefined ? `We ${this.does(step.action)}.` : "A look at how things stand.";
  }

  /** A conclusion of a claim. */
  concludes(what, value) {
    return `${plain(what)}: ${plain(value)}`;
  }

  /** What an event or action needs and cannot find. */
  needs(lacking, facts) {
    const one = ({ fact, wanted }) =>
      `${plain(fact)} to be ${inARow(wanted.map(plain), "or")} (it is ${plain(facts[fact])})`;
    return inARow(lacking.map(one));
  }

  /** What a judgement rests on: `SP.1a and SP.1d forbid it`. */
  grounds(moment) {
    const modalities = unique(moment.grounds.map((name) => modalityOf(this.policy.norms[name])));
    const certain = modalities.map((modality) => {
      const names = moment.grounds.filter((name) => modalityOf(this.policy.norms[name]) === modality);
      return `${inARow(names)} ${names.length > 1 ? modality : DIRECTS[modality]} it`;
    });
    const perhaps = moment.open_grounds.map((name) => `${name} ${DIRECTS[modalityOf(this.policy.norms[name])]} it`);
    if (moment.judgement === "undetermined") {
      const maybe = perhaps.length > 0 ? [`perhaps ${perhaps.join(" or ")}`] : [];
      return ["it hangs on what is not known", ...certain, ...maybe].join("; ");
    }
    if (certain.length > 0) return certain.join(", ");
    return perhaps.length > 0 ? `${perhaps.join(" or ")}, whichever applies` : "no norm speaks of it";
  }

  /** A ruling in short: `must not (SP.1a)`. */
  inShort(ruling) {
    const norms = ruling.norms.length > 0 ? ruling.norms.join(", ") : ruling.open.join(" or ");
    return this.status(ruling.status) + (norms ? ` (${norms})` : "");
  }

  /** How a duty ended. */
  ending(duty) {
    const since = duty.since ? ` since ${duty.since}` : "";
    return {
      open: `open${since}: still to be done at the end`,
      standing: `standing${since}: to be kept up to the end`,
      discharged: `discharged${duty.until ? ` on ${duty.until}` : ""}: done${since ? `, due${since}` : ""}`,
      lapsed: `lapsed${duty.until ? ` on ${duty.until}` : ""}: no longer due${since ? `, due${since}` : ""}`,
    }[duty.state];
  }
}
