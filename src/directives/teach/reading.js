/* The meaning of a policy, naively: which norms are in force in a state, and what they make of each action.

   A state gives every fact and counter of a topic and every reading a value. This part knows nothing of time, of words
   or of pages. The policy is the plain data of its file. */

const STATUSES = [
  ["reserve", "reserved"],
  ["oblige", "obligatory"],
  ["forbid", "forbidden"],
  ["permit", "permitted"],
  ["exempt", "exempt"],
];

const JUDGED = {
  forbidden: "violation",
  obligatory: "compliant",
  permitted: "compliant",
  exempt: "unregulated",
  silent: "unregulated",
  conflict: "contested",
  reserved: "premature",
};

const has = (object, key) => object !== undefined && Object.hasOwn(object, key);
const listed = (value) => (Array.isArray(value) ? value : [value]);
const unique = (values) => [...new Set(values)];
const agreed = (values) => (unique(values).length === 1 ? values[0] : undefined);

/** Whether a value is what an entry of a condition asks for. */
function admits(entry, value, state) {
  const it = "-"; // no fact, counter or reading has such a name
  return testsOf(it, entry).every((test) => test.holds({ ...state, [it]: value }));
}

/** What an entry asks: each test with the names that it speaks of; a bound may be a reading's. */
function testsOf(name, entry) {
  if (typeof entry !== "object" || Array.isArray(entry))
    return [{ names: [name], holds: (state) => listed(entry).includes(state[name]) }];
  if (has(entry, "not")) return [{ names: [name], holds: (state) => !listed(entry.not).includes(state[name]) }];
  return ["at_least", "below"]
    .filter((side) => has(entry, side))
    .map((side) => {
      const named = typeof entry[side] === "string";
      const bound = (state) => (named ? state[entry[side]] : entry[side]);
      const holds = (state) => state[name] >= bound(state) === (side === "at_least");
      return { names: named ? [name, entry[side]] : [name], holds };
    });
}

/** The entries of a condition on facts, counters and readings. */
const entriesOf = (condition) => Object.entries(condition).filter(([name]) => name !== "any");

/** Whether all entries of a condition hold, and one of its alternatives. */
function holds(condition, state) {
  return (
    testsIn(condition).every((test) => test.holds(state)) &&
    (!has(condition, "any") || condition.any.some((one) => holds(one, state)))
  );
}

/** Whether the condition of a norm or a claim holds. */
function applies(one, state) {
  return (!has(one, "when") || holds(one.when, state)) && !(has(one, "unless") && holds(one.unless, state));
}

const testsIn = (condition) => entriesOf(condition).flatMap(([name, entry]) => testsOf(name, entry));

/** What a condition that holds speaks of: of its alternatives only those that hold. */
function heldNames(condition, state) {
  const any = (condition.any ?? []).filter((one) => holds(one, state));
  return [...testsIn(condition).flatMap((test) => test.names), ...any.flatMap((one) => heldNames(one, state))];
}

/** What a condition that does not hold fails on. */
function failedNames(condition, state) {
  const failed = testsIn(condition).filter((test) => !test.holds(state));
  const any = condition.any ?? [];
  const none = any.length > 0 && !any.some((one) => holds(one, state));
  return [...failed.flatMap((test) => test.names), ...(none ? any.flatMap((one) => failedNames(one, state)) : [])];
}

/** The facts, counters and readings by which a norm or claim applies, with their values. */
function matched(one, state) {
  const names = [...heldNames(one.when ?? {}, state), ...failedNames(one.unless ?? {}, state)];
  return Object.fromEntries(unique(names).map((name) => [name, state[name]]));
}

const kept = new WeakMap();

/** What is worked out of a policy, once for each policy and key. */
function once(policy, key, make) {
  if (!kept.has(policy)) kept.set(policy, new Map());
  const found = kept.get(policy);
  if (!found.has(key)) found.set(key, make());
  return found.get(key);
}

/** The entries of a section of the policy that belong to a topic, by name. */
function ofTopic(policy, section, topic) {
  const mine = () => Object.entries(policy[section] ?? {}).filter(([, one]) => listed(one.topic).includes(topic));
  return once(policy, `${section} of ${topic}`, () => Object.fromEntries(mine()));
}

/** The names of the norms on an action, sorted. */
function normsOn(policy, action) {
  const mine = () => Object.keys(policy.norms).filter((name) => actionOf(policy.norms[name]) === action);
  return once(policy, `norms on ${action}`, () => mine().sort());
}

const modalityOf = (norm) => STATUSES.find(([modality]) => has(norm, modality))[0];
const actionOf = (norm) => norm[modalityOf(norm)];

/** The norms that apply in a state: those in force, those set aside and by which norms in force; what claims conclude. */
function evaluate(policy, topic, state) {
  const norms = Object.entries(ofTopic(policy, "norms", topic)).filter(([, norm]) => applies(norm, state));
  const claims = Object.entries(ofTopic(policy, "claims", topic)).filter(([, claim]) => applies(claim, state));
  const known = new Map();
  const against = (name) => {
    if (!known.has(name)) {
      const over = norms.filter(([, norm]) => (norm.overrides ?? []).includes(name)).map(([other]) => other);
      known.set(name, over.filter((other) => against(other).length === 0).sort());
    }
    return known.get(name);
  };
  const aside = norms.map(([name]) => [name, against(name)]).filter(([, by]) => by.length > 0);
  return {
    inForce: norms.map(([name]) => name).filter((name) => against(name).length === 0),
    setAside: Object.fromEntries(aside),
    matched: Object.fromEntries([...norms, ...claims].map(([name, one]) => [name, matched(one, state)])),
    conclusions: Object.assign({}, ...claims.map(([, claim]) => claim.concludes)),
  };
}

/** The status that the modalities of the norms in force on an action give it. */
function statusOf(modalities) {
  const found = new Set(modalities);
  const both = (one, other) => found.has(one) && found.has(other);
  const torn = both("oblige", "forbid") || both("oblige", "exempt") || both("forbid", "permit");
  if (torn || (found.has("reserve") && found.size > 1)) return "conflict";
  return (STATUSES.find(([modality]) => found.has(modality)) ?? ["", "silent"])[1];
}

/** The verdict on a case that may be in any of some states: all completions of its unknown facts. */
function verdictOn(policy, topic, states) {
  const told = states.map((state) => evaluate(policy, topic, state));
  const actions = ofTopic(policy, "actions", topic);
  const rulings = Object.fromEntries(Object.keys(actions).map((name) => [name, ruling(policy, name, states, told)]));
  const must = (name) => has(rulings, name) && rulings[name].status === "obligatory";
  const claims = Object.keys(ofTopic(policy, "claims", topic));
  return {
    rulings,
    clashes: (policy.incompatible ?? []).map((both) => both.pair).filter((pair) => pair.every(must)),
    impossible: Object.keys(actions).filter((name) => must(name) && !states.some((one) => canDo(actions[name], one))),
    conclusions: shared(told.map((one) => one.conclusions)),
    claims: claims.filter((name) => told.every((one) => has(one.matched, name))),
  };
}

const canDo = (occurrence, state) =>
  Object.entries(occurrence.needs ?? {}).every(([fact, entry]) => admits(entry, state[fact], state));

/** The statuses of an action, one for each evaluation. */
function statusesOf(policy, action, told) {
  const mine = (one) => one.inForce.filter((name) => actionOf(policy.norms[name]) === action);
  return told.map((one) => statusOf(mine(one).map((name) => modalityOf(policy.norms[name]))));
}

/** What the evaluations of all completions say of one action. */
function ruling(policy, action, states, told) {
  const statuses = statusesOf(policy, action, told);
  const status = agreed(statuses) ?? "undetermined";
  const mine = normsOn(policy, action);
  const norms = mine.filter((name) => told.every((one) => one.inForce.includes(name)));
  const aside = mine.filter((name) => told.every((one) => has(one.setAside, name)));
  const because = (name) => [name, shared(told.map((one) => one.matched[name]))];
  const strained = Object.entries(policy.principles ?? {}).filter(([, one]) =>
    (one.strained_by ?? []).includes(action),
  );
  return {
    status,
    norms,
    set_aside: aside.map((norm) => ({ norm, by: unique(told.flatMap((one) => one.setAside[norm])).sort() })),
    open: mine.filter((name) => !norms.includes(name) && told.some((one) => one.inForce.includes(name))),
    depends_on: status === "undetermined" ? dependsOn(states, statuses) : [],
    because: Object.fromEntries([...norms, ...aside].sort().map(because)),
    strains: status === "permitted" || status === "obligatory" ? strained.map(([name]) => name) : [],
  };
}

/** The facts of which some single change of value changes the status. */
function dependsOn(states, statuses) {
  const tells = (name) => {
    const seen = new Map();
    return states.some((state, index) => {
      const rest = JSON.stringify({ ...state, [name]: null });
      if (!seen.has(rest)) seen.set(rest, statuses[index]);
      return seen.get(rest) !== statuses[index];
    });
  };
  return Object.keys(states[0])
    .sort()
    .filter((name) => agreed(states.map((one) => one[name])) === undefined && tells(name));
}

/** The entries that all of some mappings share. */
function shared(several) {
  const [first, ...others] = several;
  return Object.fromEntries(Object.entries(first).filter(([key, value]) => others.every((one) => one[key] === value)));
}
