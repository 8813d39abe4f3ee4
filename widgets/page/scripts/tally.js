// After the last round: what the reader's choices brought, and what others would have.

// the rounds' averages, in the model's units
function averages({ results, spec }) {
  const known = new Map();
  const mean = (list) => list.reduce((sum, x) => sum + x, 0) / list.length;
  const compare = ({ game, named }) => {
    const key = JSON.stringify([game.round.group, game.first.point, named]);
    if (!known.has(key)) {
      const layout = new Layout(game, named);
      const others = game.round.games.map(({ values }) => new Layout(new Game(spec, game.round, values)).best());
      known.set(key, [layout.equilibrium(), Math.max(layout.best(), ...others)]);
    }
    return known.get(key);
  };
  const found = results.map(compare);
  return { yours: mean(results.map(({ worth }) => worth)), equilibrium: mean(found.map(([e]) => e)), best: mean(found.map(([, b]) => b)) };
}

function tallyOf(play) {
  const { spec, results } = play;
  const parts = [];
  const { yours, equilibrium, best } = averages(play);
  const points = (value) => play.points(value);
  if (spec.tally) {
    const whole = results.length > 1 ? `Your average over ${results.length} rounds` : "You have";
    parts.push(make("p", { class: "tt-tally", "data-yours": yours, "data-equilibrium": equilibrium, "data-best": best },
      `${whole}: ${points(yours)}. ${heldAgainst(play, points(equilibrium), points(best))}`));
  }
  if (spec.tally === "move") parts.push(...tablesByMove(play));
  if (spec.tally === "path") parts.push(tableOfPaths(play));
  parts.push(...toldAtLast(play));
  const closing = spec.closing.find(({ atLeast }) => atLeast === null || yours * play.round.scale[0] >= atLeast - 1e-9);
  if (closing) parts.push(make("p", { class: "tt-said" }, closing.text));
  return parts;
}

// What a reader's points are held against. Equilibrium is said where everybody plays it: a script is no part of one, and
// neither is the reader's choice of a game.
function heldAgainst({ spec: { rounds }, match }, equilibrium, best) {
  // a game of one, against a plan that is part of its rules, has none to tell of
  if (match.game.tree.players.length === 1) return `The best choices bring ${best} on average.`;
  if (rounds.some(({ against }) => Object.keys(against).length)) {
    return `Against the opponent you met, the equilibrium's moves bring ${equilibrium} on average, the best reply ${best}.`;
  }
  if (rounds.some(({ games }) => games.length)) {
    return `In equilibrium of the games you chose, this role has ${equilibrium} on average. The best choice from the start on brings ${best} on average.`;
  }
  return `In equilibrium this role has ${equilibrium} on average. The best reply to this opponent brings ${best} on average.`;
}

// What each first choice is worth on average, going on best, beside how often the reader took it.
function tablesByMove(play) {
  const groups = new Map();
  for (const result of play.results) {
    const { game } = result;
    const at = JSON.stringify([game.round.group, game.round.choose ? 0 : game.first.point]);
    groups.set(at, [...(groups.get(at) ?? []), result]);
  }
  return [...groups.values()].map((results) => {
    const { game } = results[0];
    const rows = game.round.games.length ? rowsByGame(play, results) : rowsByChoice(play, results);
    const numbers = results.map(({ match }) => play.results.findIndex((r) => r.match === match) + 1);
    const caption = groups.size > 1 ? `What each choice is worth on average in round${numbers.length > 1 ? "s" : ""} ${numbers.join(", ")}` : "What each choice is worth on average";
    return tableWith(caption, ["Choice", "Worth", "You chose it"], rows);
  });
}

function rowsByChoice(play, results) {
  const [{ game }] = results;
  const layout = new Layout(game, results.flatMap(({ named }) => named));
  const rows = [];
  for (const [key] of layout.openings()) {
    const worth = layout.worth(key);
    const node = results.flatMap(({ match }) => match.history).find(({ player, where }) => player === game.round.role && key.startsWith(where));
    const first = results.map(({ match }) => match.history.find(({ player }) => player === game.round.role)).filter((event) => event && key.startsWith(event.where));
    const count = (name) => first.filter(({ label, value }) => (label ?? value) === name).length;
    const best = layout.bestAt(key);
    const tied = (name) => worth.get(best) - worth.get(name) < TINY;
    const alike = [...worth.keys()].every(tied);
    const shown = [...worth.keys()].filter((name) => typeof name === "string" || name === best || count(name) || equilibriumNames(layout, key).includes(name));
    const lead = layout.openings().size > 1 ? `${play.word(key)}: ` : "";
    for (const name of shown) {
      const text = typeof name === "string" ? play.word(name) : play.figure(node?.variable ?? first[0]?.variable ?? Object.keys(game.round.units)[0], name);
      rows.push([`${lead}${text}${tied(name) && !alike ? " (best)" : ""}`, play.points(worth.get(name)), String(count(name))]);
    }
  }
  return rows;
}

function equilibriumNames(layout, key) {
  return layout.sets.get(key)[0].options.filter(({ chance }) => chance > TINY).map(({ name }) => name);
}

function rowsByGame(play, results) {
  const seen = new Map();
  for (const { words, game } of results) seen.set(words, { game, count: (seen.get(words)?.count ?? 0) + 1 });
  return [...seen].map(([words, { game, count }]) => [words, play.points(new Layout(game).best()), String(count)]);
}

// how often each way through the game was gone
function tableOfPaths(play) {
  const counts = new Map();
  for (const { match } of play.results) {
    const way = match.history.map((event) => play.happened(event)).join(" → ");
    counts.set(way, (counts.get(way) ?? 0) + 1);
  }
  return tableWith("How the rounds went", ["Way", "Rounds"], [...counts].map(([way, count]) => [way, String(count)]));
}

// what the rounds kept back
function toldAtLast(play) {
  const kept = play.results.flatMap(({ match }, k) => {
    const { hide, labels } = match.game.round;
    const events = match.history.filter(({ key, where }) => hide.includes(key) || hide.includes(where)).map((event) => play.happened(event));
    const payoffs = match.game.tree.players.filter((player) => hide.includes(player)).map((player) => `${labels[player]} has ${play.points(match.payoffs[player])}`);
    const told = [...events, ...payoffs];
    return told.length ? [make("li", {}, `Round ${k + 1}: ${told.join("; ")}.`)] : [];
  });
  return kept.length ? [make("p", { class: "tt-known" }, "What was kept back:"), make("ul", {}, ...kept)] : [];
}

function sumOfTwo(play) {
  const { players } = play.match.game.tree;
  const { labels } = play.round;
  const sums = players.map((player) => {
    const mean = play.results.reduce((sum, { match }) => sum + match.payoffs[player], 0) / play.results.length;
    return `${labels[player]} has ${play.points(mean)}`;
  });
  return [make("p", { class: "tt-tally" }, `${play.results.length > 1 ? "On average over the rounds" : "In all"}: ${sums.join(", ")}.`), ...toldAtLast(play)];
}

function tableWith(caption, heads, rows) {
  const cells = (tag, texts, scope) => texts.map((text, k) => make(k ? tag : "th", k && tag === "td" ? {} : { scope: k || scope === "col" ? "col" : "row" }, text));
  return make("div", { class: "tt-scroll", tabindex: "0", role: "region", "aria-label": caption },
    make("table", {}, make("caption", {}, caption), make("thead", {}, make("tr", {}, ...cells("th", heads, "col"))),
      make("tbody", {}, ...rows.map((row) => make("tr", {}, ...cells("td", row))))));
}
