/* The page: which scenario and step are chosen, what is changed and guessed; every change draws the page anew. */

const LESSON = JSON.parse(document.getElementById("lesson-data").textContent);

class Page {
  constructor() {
    this.words = new Words(LESSON.policy, LESSON.words);
    this.stories = LESSON.scenarios.map((scenario) => new Story(scenario, LESSON.policy));
    this.slots = this.stories.map(() => 0);
    const wide = window.innerWidth >= 900;
    const lone = LESSON.scenarios.map((one) => Object.keys(one.cases)).filter((names) => names.length === 1);
    this.opened = new Set(wide ? lone.map(([name]) => `facts-${name}`) : []);
    this.predict = false;
    this.guesses = {};
    this.tried = new Map();
    this.open(0);
  }

  get story() {
    return this.stories[this.number];
  }

  get at() {
    return this.slots[this.number];
  }

  get last() {
    return this.story.slots.length;
  }

  get view() {
    return this.played.now.views[this.at][this.looked];
  }

  get topics() {
    return Object.fromEntries(Object.entries(this.story.scenario.cases).map(([name, one]) => [name, one.topic]));
  }

  get several() {
    return Object.keys(this.story.scenario.cases).length > 1;
  }

  get score() {
    const all = Object.values(this.guesses).flat();
    return { right: all.filter((one) => one.right).length, all: all.length };
  }

  /** What tells a moment from any other: scenario, step, case and changes. */
  key(slot, name = this.caseAt(slot)) {
    return JSON.stringify([this.number, slot, slot === this.at ? this.looked : name, this.story.key]);
  }

  /** Whether a moment is still to be guessed. */
  hides(slot) {
    return this.predict && this.guesses[this.key(slot)] === undefined;
  }

  caseAt(slot) {
    return slot > 0 ? this.story.slots[slot - 1].step.case : Object.keys(this.topics)[0];
  }

  /* What the buttons do */

  open(number) {
    this.number = number;
    this.notice = "";
    this.looked = this.caseAt(this.at);
    this.replay();
  }

  go(slot) {
    if (slot < 0 || slot > this.last) return;
    this.slots[this.number] = slot;
    this.looked = this.caseAt(slot);
    this.draw();
  }

  /** Goes to a step of the list; where the moment stands below the list, it is brought into sight. */
  choose(slot) {
    this.go(slot);
    const moment = document.getElementById("moment");
    if (moment.getBoundingClientRect().top > window.innerHeight * 0.8) moment.scrollIntoView();
  }

  look(name) {
    this.looked = name;
    this.draw();
  }

  toggle(index) {
    const added = this.story.slots[index].how === "added";
    this.change(() => this.story.toggle(index), added && this.at > index ? this.at - 1 : this.at);
  }

  add(event) {
    event.preventDefault();
    const [name, kind, what] = document.getElementById("add-what").value.split(" ");
    if (!what) return;
    const day = document.getElementById("add-day")?.value;
    const step = { ...(day ? { at: day } : {}), case: name, [kind]: what };
    this.change(() => this.story.add(this.at, step), this.at + 1);
  }

  setFact(name, fact, value) {
    this.change(() => this.story.setFact(name, fact, value));
  }

  setReading(name, value) {
    this.change(() => this.story.setReading(name, value));
  }

  reset() {
    const added = this.story.slots.slice(0, this.at).filter((slot) => slot.how === "added").length;
    this.change(() => this.story.reset(), this.at - added);
  }

  setPredict(wanted) {
    this.predict = wanted;
    this.draw();
  }

  guess(event) {
    event.preventDefault();
    const made = [...new FormData(event.target)].filter(([, guess]) => guess !== "");
    if (made.length === 0) {
      document.getElementById("no-guess").textContent = "Make at least one guess first.";
      return;
    }
    this.guesses[this.key(this.at)] = made.map(([name, guess]) => this.marked(name, guess));
    this.draw();
    document.getElementById("moment-title").focus();
  }

  /** A guess with the answer beside it. */
  marked(name, guess) {
    if (name === JUDGED_SO) {
      const answer = this.played.now.steps[this.at - 1].judgement;
      return { label: "doing this is judged", guess, answer, right: guess === answer };
    }
    const { status } = this.view.verdict[name];
    const [said, answer] = [guess, status].map((one) => this.words.status(one));
    return { label: this.words.does(name), guess: said, answer, right: guess === status };
  }

  /* What the parts of the page ask */

  /** The states that the case may be in at this moment, and what is in force in each; worked out once for a moment. */
  court() {
    if (this.heard !== this.view) {
      const { possible, counters, topic } = this.view;
      const states = completions(this.words.policy, topic, possible, { ...counters, ...this.played.now.readings });
      this.heard = this.view;
      this.told = states.map((state) => evaluate(this.words.policy, topic, state));
      this.states = states;
    }
    return { states: this.states, told: this.told };
  }

  /** What an action of the case needs at this moment and cannot find, in words. */
  lacks(action) {
    return this.lackingNow(this.looked, this.words.policy.actions[action]);
  }

  lackingNow(name, occurrence) {
    const { possible, facts } = this.played.now.views[this.at][name];
    return this.words.needs(lackingOf(this.words.policy, occurrence, possible), facts);
  }

  /** The days between which a step after the chosen one can be. */
  span() {
    const dates = this.story.slots.map(({ step }) => step.at);
    const earliest = dates.slice(0, this.at).filter(Boolean).at(-1) ?? dates.find(Boolean) ?? null;
    return [earliest, dates.slice(this.at).find(Boolean) ?? null];
  }

  /** The readings that matter to the topics of the story, in the order of the policy. */
  askedReadings() {
    const { policy } = this.words;
    const asked = new Set();
    for (const topic of Object.values(this.topics)) {
      const directed = ["norms", "claims"].flatMap((section) => Object.values(ofTopic(policy, section, topic)));
      const text = JSON.stringify(directed.map(({ when: one, unless }) => [one, unless]));
      const windows = (policy.topics[topic].counters ?? []).map((counter) => policy.counters[counter].within);
      for (const name of Object.keys(policy.readings ?? {})) {
        if (text.includes(`"${name}"`) || windows.includes(name)) asked.add(name);
      }
    }
    return Object.keys(policy.readings ?? {}).filter((name) => asked.has(name));
  }

  /* Drawing */

  /** Changes the story and goes to a slot; where too much is then unknown to try it all, takes the change back. */
  change(make, slot = this.at) {
    const kept = this.story.kept();
    make();
    this.notice = "";
    try {
      this.replay(slot);
    } catch (error) {
      if (!(error instanceof TooMuchUnknown)) throw error;
      this.story.restore(kept);
      this.notice = "That would leave too much unknown to look at every way it could be. The change was taken back.";
      this.replay();
    }
  }

  /** Plays the story as it is now and goes to a slot; the case looked at stays, unless another step is gone to. */
  replay(slot = this.at) {
    this.played = new Comparison(this.story, this.words);
    const slots = this.played.now.views.map((_, index) => index);
    this.differing = new Set(this.story.changed ? slots.filter((one) => this.played.differs(one)) : []);
    if (slot !== this.at) {
      this.slots[this.number] = slot;
      this.looked = this.caseAt(slot);
    }
    this.draw();
  }

  /** Draws the page anew; what had the focus keeps it. */
  draw() {
    const focused = document.activeElement?.id;
    document.getElementById("bar").replaceChildren(...barParts(this));
    document
      .getElementById("lesson")
      .replaceChildren(
        storyPart(this.story.scenario),
        this.notice ? h("p", { class: "notice", role: "alert" }, this.notice) : "",
        h(
          "div",
          { class: "columns" },
          h("div", { class: "side" }, timelinePart(this), changesPart(this)),
          h("div", { class: "main" }, momentPart(this), this.predict ? null : wholePart(this)),
        ),
      );
    const again = focused ? (document.getElementById(focused) ?? document.getElementById("moment-title")) : null;
    again?.focus({ preventScroll: true });
    document.getElementById("live").textContent = this.inWords();
  }

  /** The moment in a few words, for those who listen. */
  inWords() {
    const title =
      this.at === 0
        ? "At the start."
        : `After step ${this.at} of ${this.last}. ${this.words.happens(this.story.slots[this.at - 1].step)}`;
    if (this.hides(this.at)) return `${title} The verdict is hidden until you guess.`;
    if (this.played.broken(this.played.now, this.looked, this.at)) return `${title} The story cannot go on like this.`;
    const told = Object.entries(this.view.verdict).filter(([, one]) => worthTelling(one));
    return `${title} ${told.map(([action, one]) => `${raised(this.words.status(one.status))}: ${this.words.does(action)}.`).join(" ")}`;
  }
}

/** The title of a story, where it is not the page's own, and what it is about. */
function storyPart({ title, about }) {
  const titled = title !== document.querySelector("h1").textContent;
  return h(
    "header",
    {},
    titled ? h("h2", { class: "story" }, title) : null,
    about ? h("p", { class: "about" }, about) : null,
  );
}

/** The scenario, guessing, starting over. */
function barParts(page) {
  const option = ({ title }, index) => h("option", { value: index, selected: index === page.number }, title);
  const choice = h(
    "select",
    { id: "scenario", onchange: (event) => page.open(Number(event.target.value)) },
    LESSON.scenarios.map(option),
  );
  return [
    LESSON.scenarios.length > 1 ? h("p", { class: "choice" }, h("label", { for: "scenario" }, "Story"), choice) : null,
    h(
      "p",
      {},
      h("input", {
        id: "predict",
        type: "checkbox",
        checked: page.predict,
        onchange: (event) => page.setPredict(event.target.checked),
      }),
      h("label", { for: "predict" }, "Predict first"),
    ),
    h(
      "p",
      {},
      button("reset", "Reset", () => page.reset()),
    ),
  ].filter(Boolean);
}

const PAGE = new Page();

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input:not([type=checkbox]), select, textarea");
  if (typing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const moved = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (moved === undefined) return;
  event.preventDefault();
  PAGE.go(PAGE.at + moved);
});
