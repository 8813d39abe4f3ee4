// A game tree as a data set; widgets/recipes/drawn_tree.py says how.

RECIPES.tree = function (recipe, run) {
  const { players, factor, numbers } = recipe;
  const scopeAt = (point) => ({ point, values: run(point).map(Number) });
  const moved = ({ point }, values) => scopeAt({ ...point, ...values });

  function* walk(node, outer, label, taken, played) {
    let scope = outer;
    if (node.let && !node.again) scope = moved(scope, mapValues(node.let, (k) => scope.values[k]));
    const pays = (player) => (node.kind === "end" ? finite(factor * scope.values[node.payoffs[player]]) : null);
    yield { label, taken: finite(taken), played: finite(played), ...Object.fromEntries(players.map((player) => [`pays_${player}`, pays(player)])) };
    for (const [text, chance, child, inner] of branches(node, scope)) {
      yield* walk(child, inner, text, chance, chance > TINY ? played * chance : 0);
    }
  }

  function* branches(node, scope) {
    const { values } = scope;
    for (const move of node.moves ?? []) yield [move.label, values[move.probability], move.node, scope];
    if (node.kind !== "offer") return;
    const name = node.variable;
    const plays = node.plays.map(({ value, chance }) => [values[value], values[chance]]);
    for (const [number, chance] of [...plays, [deviation(node, scope, plays), 0]]) {
      const text = Number.isFinite(number) ? showNumber(Math.round(numbers[name] * number * 1e9) / 1e9) : "–";
      yield [text, chance, node.node, moved(scope, { [name]: number })];
    }
    if (node.none) yield [node.none.label, values[node.none.probability], node.none.node, scope];
  }

  function deviation(node, scope, plays) {
    const [low, high, step] = [node.low, node.high, node.step].map((k) => scope.values[k]);
    const first = plays.find(([, chance]) => chance > TINY)?.[0] ?? (low + high) / 2;
    const side = Math.max(step, (high - low) / 20);
    const tried = [first - side, first + side].filter((number) => low - TINY <= number && number <= high + TINY);
    const replies = (number) => answers(node.node, moved(scope, { [node.variable]: number }));
    const usual = replies(first);
    return tried.find((number) => replies(number) !== usual) ?? tried[0] ?? first;
  }

  function answers(node, scope) {
    let next = node;
    while (next.kind === "chance") next = next.moves[0].node;
    return JSON.stringify((next.moves ?? []).map(({ probability }) => Math.round(scope.values[probability] * 1e6)));
  }

  return (point) => [...walk(recipe.root, scopeAt(point), "", 1, 1)].map((row, k) => ({ ...recipe.places[k], ...row }));
};
