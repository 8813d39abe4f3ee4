// What a round is worth on average: by the equilibrium, by the best reply to the opponent met, by each move.
// Twin of widgets/play/reply.py, which says how.

const MOST = 400;

class Layout {
  constructor(game, named = [], root = game.first) {
    Object.assign(this, { game, role: game.round.role, named: [...new Set(named)].sort((a, b) => a - b) });
    this.sets = new Map();
    this.chosen = new Map();
    this.values = new Map();
    this.root = this.lay(game.tree.root, root, [], 1, true);
  }

  lay(node, outer, offers, reach, first) {
    const { game } = this;
    const scope = game.enter(node, outer);
    if (node.kind === "end") return { pays: scope.values[node.payoffs[this.role]] };
    const mine = node.player === this.role;
    const fork = { key: mine ? game.setKey(node, offers) : null, options: [], first: first && mine, reach };
    if (mine) this.sets.set(fork.key, [...(this.sets.get(fork.key) ?? []), fork]);
    for (const option of mine && node.kind === "offer" ? this.spread(node, scope) : game.options(node, scope)) {
      const { variable, value, name } = option;
      const seen = variable ? [...offers, { variable, value, hidden: node.hidden }] : offers;
      const chance = mine ? 1 : option.chance;
      if (chance <= TINY) continue;
      const child = this.lay(option.node, game.under(option, scope), seen, reach * chance, first && !mine);
      fork.options.push({ name, chance: option.chance, child });
    }
    return fork;
  }

  // all numbers of the reader's grid, with the chance that the equilibrium names them
  spread(node, scope) {
    const { game } = this;
    const [low, high, stated] = game.span(node, scope);
    const step = Math.max(stated, (high - low) / MOST);
    const numbers = Array.from({ length: Math.floor((high - low) / step + 1e-9) + 1 }, (_, k) => low + k * step);
    numbers.push(high, ...this.named, ...node.thresholds.map((k) => scope.values[k]));
    const played = game.options(node, scope);
    const kept = played.filter(({ label }) => label === null);
    for (const value of numbers) {
      if (!(low - TINY <= value && value <= high + TINY) || kept.some((other) => Math.abs(other.value - value) <= TINY)) continue;
      kept.push({ value, name: value, label: null, chance: 0, node: node.node, variable: node.variable });
    }
    return [...kept.sort((a, b) => a.value - b.value), ...played.filter(({ label }) => label !== null)];
  }

  equilibrium(fork = this.root) {
    if (!fork.options) return fork.pays;
    return fork.options.reduce((sum, { chance, child }) => (chance > TINY ? sum + chance * this.equilibrium(child) : sum), 0);
  }

  best() {
    return this.value(this.root);
  }

  value(fork) {
    if (!fork.options) return fork.pays;
    if (!this.values.has(fork)) {
      if (fork.key === null) this.values.set(fork, fork.options.reduce((sum, { chance, child }) => sum + chance * this.value(child), 0));
      else {
        const best = this.bestAt(fork.key);
        this.values.set(fork, this.value(fork.options.find(({ name }) => name === best).child));
      }
    }
    return this.values.get(fork);
  }

  bestAt(key) {
    if (!this.chosen.has(key)) this.chosen.set(key, [...this.worth(key)].reduce((a, b) => (b[1] > a[1] ? b : a))[0]);
    return this.chosen.get(key);
  }

  // what each choice at an information set is worth on average there, going on best
  worth(key) {
    const forks = this.sets.get(key);
    const total = forks.reduce((sum, { reach }) => sum + reach, 0);
    const found = new Map();
    for (const { reach, options } of forks) {
      const weight = total > 0 ? reach / total : 1 / forks.length;
      for (const { name, child } of options) found.set(name, (found.get(name) ?? 0) + weight * this.value(child));
    }
    return found;
  }

  at(key, name) {
    const worth = this.worth(key);
    if (worth.has(name)) return worth.get(name);
    const numbers = [...worth.keys()].filter((other) => typeof other === "number");
    return worth.get(numbers.reduce((a, b) => (Math.abs(b - name) < Math.abs(a - name) ? b : a)));
  }

  // first information sets → chance of getting there
  openings() {
    const first = [...this.sets].filter(([, forks]) => forks[0].first);
    return new Map(first.map(([key, forks]) => [key, forks.reduce((sum, { reach }) => sum + reach, 0)]));
  }
}

// The reader's score of a finished match: as drawn, or what its last choice was worth.
function scoreOf(match) {
  const { game, last } = match;
  if (game.round.score === "drawn" || !last) return match.payoffs[game.round.role];
  const named = match.choices.filter((choice) => typeof choice === "number");
  return last.gained + last.weight * new Layout(game, named, last.root).at(last.key, last.name);
}

// A choice at random by the match's own dice, as a robot plays it in a test.
function randomChoice(match) {
  const options = match.options();
  if (match.node.kind !== "offer") return options[Math.floor(match.draw() * options.length)].label;
  const [low, high, step] = match.game.span(match.node, match.scope);
  const count = Math.floor((high - low) / step + 1e-9) + 1;
  const none = options.filter(({ label }) => label !== null).map(({ label }) => label);
  const k = Math.floor(match.draw() * (count + none.length));
  return k < count ? low + k * step : none[0];
}

function equilibriumChoice(match) {
  const options = match.options();
  return options[pick(options.map(({ chance }) => chance), match.draw())].name;
}
