/* Guessing before the verdict is shown. */

function guessPart(page) {
  const step = page.at > 0 ? page.played.now.steps[page.at - 1] : null;
  const judged =
    step?.judgement && step.case === page.looked ? [[JUDGED_SO, "Doing this is judged", LESSON.judgements]] : [];
  const statuses = Object.entries(LESSON.words);
  const asked = [
    ...judged,
    ...Object.keys(page.view.verdict).map((action) => [action, raised(page.words.does(action)), statuses]),
  ];
  const choice = ([name, label, answers]) =>
    h(
      "p",
      {},
      h("label", { for: `guess-${name}` }, label),
      h(
        "select",
        { id: `guess-${name}`, name },
        h("option", { value: "" }, "no guess"),
        answers.map(([value, word]) => h("option", { value }, word)),
      ),
    );
  const form = h(
    "form",
    { class: "guess", onsubmit: (event) => page.guess(event) },
    h(
      "p",
      {},
      h("strong", {}, "What do you think? "),
      "Guess what must, may or must not be done now; at least one guess shows the verdict.",
    ),
    asked.map(choice),
    h(
      "p",
      {},
      h("button", { id: "show", type: "submit" }, "Show the verdict"),
      " ",
      h("span", { id: "no-guess", role: "alert" }),
    ),
  );
  return form;
}

function guessedPart(page) {
  const guesses = page.predict ? page.guesses[page.key(page.at)] : undefined;
  if (guesses === undefined) return null;
  const row = ({ label, guess, answer, right }) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, label),
      h("td", {}, guess),
      h("td", {}, answer),
      h("td", {}, right ? "✓ right" : "✗ not so"),
    );
  const head = ["", "your guess", "the verdict", ""].map((text) => (text ? h("th", { scope: "col" }, text) : h("td")));
  const { right, all } = page.score;
  return h(
    "table",
    { class: "guessed" },
    h("caption", {}, `Your guesses (so far ${right} of ${all} right)`),
    h("thead", {}, h("tr", {}, head)),
    h("tbody", {}, guesses.map(row)),
  );
}
