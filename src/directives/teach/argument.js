/* Why a ruling is what it is: what made each norm apply, what answers it, what stands again. */

/** The argument for the ruling on an action, as items of a list. */
function argumentPart(page, action) {
  const one = page.view.verdict[action];
  const court = page.court();
  const items = [
    ...conflictItems(page, one),
    ...dependsItems(page, court, action),
    ...one.norms.map((name) => normItem(page, court, name)),
    ...one.open.map((name) => openItem(page, name)),
    ...one.set_aside.map(({ norm, by }) => asideItem(page, norm, by)),
    ...principleItems(page, action),
  ];
  return h("ul", { class: "argument" }, items);
}

function conflictItems(page, one) {
  if (one.status !== "conflict") return [];
  const directs = [...one.norms, ...one.open].map(
    (name) => `${name} ${DIRECTS[modalityOf(page.words.policy.norms[name])]} it`,
  );
  return [h("li", {}, `${inARow(directs)}, and the policy does not say which of them gives way.`)];
}

/** A norm in force: what it rests on, and what has become of the norms that could set it aside. */
function normItem(page, court, name) {
  const matched = page.view.verdict[actionOf(page.words.policy.norms[name])].because[name] ?? {};
  const reason =
    Object.keys(matched).length > 0
      ? `because ${page.words.because(matched)}`
      : "because it holds of every case of this kind";
  const answers = superiors(page, name).map((other) => h("li", {}, answer(page, court, name, other)));
  const alone = answers.length === 0 ? [h("li", {}, "nothing overrides it")] : answers;
  return h("li", {}, h("b", {}, name), " is in force ", reason, h("ul", {}, alone), ...noteOf(page, name));
}

function openItem(page, name) {
  return h("li", {}, h("b", {}, name), " is in force or not, by what is not known", ...noteOf(page, name));
}

const superiors = (page, name) =>
  Object.entries(page.words.policy.norms)
    .filter(([, norm]) => (norm.overrides ?? []).includes(name))
    .map(([other]) => other);

/** Why a norm that could set another aside does not. */
function answer(page, court, name, other) {
  if (court.told.some((one) => has(one.setAside, other))) {
    const by = unique(court.told.flatMap((one) => one.setAside[other] ?? [])).sort();
    return `${other} would set it aside, but is itself set aside by ${inARow(by, "or")}: so ${name} stands again`;
  }
  const failed = failing(page, court, other);
  return `${other} would set it aside, but does not apply${failed ? `: ${failed}` : ""}`;
}

/** What keeps a norm from applying whatever is unknown, as a clause; empty where that is not one thing. */
function failing(page, court, name) {
  const { when: condition } = page.words.policy.norms[name];
  const fails = ([fact, entry]) => court.states.every((state) => !admits(entry, state[fact], state));
  const failed = entriesOf(condition ?? {})
    .filter(fails)
    .map(([fact]) => fact);
  const value = (fact) => agreed(court.states.map((state) => state[fact])) ?? "unknown";
  return inARow(failed.map((fact) => page.words.means(fact, value(fact))));
}

/** A norm that is set aside, and those that do it: told in full, unless they are among those in force above. */
function asideItem(page, norm, by) {
  const { norms } = page.words.policy;
  const above = page.view.verdict[actionOf(norms[norm])].norms;
  const told = (name) => [norms[name].says, " ", h("cite", {}, page.words.cite(name))];
  const why = (other) => h("li", {}, h("b", {}, other), ": ", told(other), reasonOf(page, other));
  const lead = [h("b", {}, norm), " applies, but is set aside by ", inARow(by), ": "];
  const rest = by.filter((other) => !above.includes(other)).map(why);
  return h(
    "li",
    {},
    lead,
    h("del", {}, norms[norm].says),
    " ",
    h("cite", {}, page.words.cite(norm)),
    rest.length > 0 ? h("ul", {}, rest) : null,
  );
}

/** What a norm in force on any action rests on. */
function reasonOf(page, name) {
  const matched = page.view.verdict[actionOf(page.words.policy.norms[name])].because[name] ?? {};
  return Object.keys(matched).length > 0 ? ` It is in force because ${page.words.because(matched)}.` : "";
}

/** On which unknown facts a ruling hangs; of a single one also what each of its values would give. */
function dependsItems(page, court, action) {
  const { depends_on: facts } = page.view.verdict[action];
  if (facts.length === 0) return [];
  const statuses = statusesOf(page.words.policy, action, court.told);
  const values = facts.length === 1 ? unique(court.states.map((state) => state[facts[0]])) : [];
  const outcome = (value) => {
    const found = agreed(statuses.filter((_, index) => court.states[index][facts[0]] === value));
    return found === undefined
      ? null
      : h("li", {}, `if ${page.words.means(facts[0], value)}: ${page.words.status(found)}`);
  };
  return [
    h(
      "li",
      {},
      `It hangs on what is not known: ${inARow(facts.map((fact) => page.words.asked(fact)))}.`,
      h("ul", {}, values.map(outcome)),
    ),
  ];
}

/** The principles that doing an action strains or is in keeping with. */
function principleItems(page, action) {
  const one = page.view.verdict[action];
  const { principles } = page.words.policy;
  if (one.status !== "permitted" && one.status !== "obligatory") return [];
  const supports = Object.entries(principles ?? {}).filter(([, principle]) =>
    (principle.supports ?? []).includes(action),
  );
  return [
    ...one.strains.map((name) => h("li", {}, `It strains the principle ${name}: ${principles[name].says}`)),
    ...supports.map(([name, principle]) =>
      h("li", {}, `It is in keeping with the principle ${name}: ${principle.says}`),
    ),
  ];
}

/** What the encoding says of how it read the text. */
function noteOf(page, name) {
  const { note } = page.words.policy.norms[name];
  return note ? [folded(page, `note-${name}`, "how the text was read here", h("p", { class: "soft" }, note))] : [];
}
