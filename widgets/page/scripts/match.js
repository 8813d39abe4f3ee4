// A game one plays: a round at a point, and a match walked from its root to an end. Twin of widgets/play/match.py.

const TINY = 1e-9;

class Game {
  constructor(spec, round, chosen = {}) {
    this.round = round;
    this.tree = spec.trees[round.tree];
    const names = { ...spec, tables: round.tables };
    this.run = compile(names, this.tree.program);
    this.runExtras = compile(names, round.extras);
    this.first = this.scope({ ...round.point, ...chosen });
    this.below = new Map();
  }

  scope(point) {
    return { point, values: this.run(point).map(Number), extras: this.runExtras(point).map(Number) };
  }

  moved(scope, values) {
    if (!this.below.has(scope)) this.below.set(scope, new Map());
    const known = this.below.get(scope);
    const key = JSON.stringify(values);
    if (!known.has(key)) known.set(key, this.scope({ ...scope.point, ...values }));
    return known.get(key);
  }

  enter(node, scope) {
    if (!node.let || node.again) return scope;
    return this.moved(scope, Object.fromEntries(Object.entries(node.let).map(([name, k]) => [name, scope.values[k]])));
  }

  // what can be done at a chance or a move, with the chances met there; of an offer what is played
  options(node, { values, extras }) {
    const { without, given } = this.round;
    const script = this.round.against[node.information_set];
    if (node.kind === "offer") {
      const named = script
        ? script.filter(({ label }) => label === null).map(({ value, chance }) => [extras[value], extras[chance]])
        : node.plays.map(({ value, chance }) => [values[value], values[chance]]);
      const found = named
        .filter(([, chance]) => chance > TINY)
        .map(([value, chance]) => ({ value, chance, name: value, label: null, node: node.node, variable: node.variable }));
      if (!node.none || without.includes(node.none.label)) return found;
      const { label } = node.none;
      const left = script ? script.filter((s) => s.label === label).reduce((sum, s) => sum + extras[s.chance], 0) : values[node.none.probability];
      return [...found, { label, name: label, chance: left, node: node.none.node }];
    }
    const moves = node.moves.filter(({ label }) => node.kind === "chance" || !without.includes(label));
    let chance = ({ probability }) => values[probability];
    if (node.kind === "chance" && node.key in given) chance = ({ label }) => Number(label === given[node.key]);
    else if (script) chance = ({ label }) => extras[script.find((s) => s.label === label)?.chance] ?? 0;
    return moves.map((move) => ({ label: move.label, name: move.label, chance: chance(move), node: move.node }));
  }

  under(option, scope) {
    return option.variable ? this.moved(scope, { [option.variable]: option.value }) : scope;
  }

  span(node, scope) {
    return [node.low, node.high, node.step].map((k) => scope.values[k]);
  }

  // the information set at which the node's player is: as stated, and the numbers seen
  setKey(node, offers) {
    const seen = offers.filter(({ hidden }) => !hidden.includes(node.player));
    return [node.information_set, ...seen.map(({ variable, value }) => `${variable}=${value}`)].join(" | ");
  }
}

class Match {
  // it stops wherever one of `people` decides, and otherwise draws
  constructor(game, seed, number, people = [game.round.role]) {
    Object.assign(this, { game, people, draw: dice(roundSeed(seed, number)), history: [], choices: [], offers: [], times: 0 });
    this.gained = Object.fromEntries(game.tree.players.map((player) => [player, 0]));
    this.weight = Object.fromEntries(game.tree.players.map((player) => [player, 1]));
    this.root = game.first;
    this.stand(game.tree.root, this.root);
    this.run();
  }

  stand(node, scope) {
    this.node = node;
    this.scope = this.game.enter(node, scope);
  }

  options() {
    return this.game.options(this.node, this.scope);
  }

  run() {
    while (!this.payoffs) {
      if (this.node.kind === "end") {
        this.end();
        continue;
      }
      const options = this.options();
      if (this.people.includes(this.node.player) && (options.length > 1 || this.node.kind === "offer")) return;
      this.follow(options[pick(options.map(({ chance }) => chance), this.draw())]);
    }
  }

  // do what `choice` names: a label, or a number at an offer
  take(choice) {
    const { node } = this;
    const option =
      typeof choice === "number"
        ? { value: choice, name: choice, label: null, node: node.node, variable: node.variable }
        : this.options().find(({ label }) => label === choice);
    if (node.player === this.game.round.role) {
      this.choices.push(option.name);
      const [weight, gained] = [this.weight[node.player], this.gained[node.player]];
      this.last = { key: this.game.setKey(node, this.offers), name: option.name, weight, gained, root: this.root };
    }
    this.follow(option);
    this.run();
  }

  follow(option) {
    const { node } = this;
    const where = node.information_set ?? node.key;
    const { label, value = null, variable } = option;
    const knew = this.game.tree.known[where] ?? [];
    this.history.push({ key: node.key, name: `${node.key}|${label ?? "#"}`, player: node.player ?? null, where, label, value, variable, knew });
    if (variable) this.offers = [...this.offers, { variable, value, hidden: node.hidden }];
    this.stand(option.node, this.game.under(option, this.scope));
  }

  end() {
    const { node, scope } = this;
    const again = node.again && this.times < this.game.round.limit;
    const pays = again ? node.gained : node.payoffs;
    for (const player of this.game.tree.players) this.gained[player] += this.weight[player] * scope.values[pays[player]];
    this.result = node.result ?? "";
    if (!again) {
      this.payoffs = { ...this.gained };
      return;
    }
    this.times += 1;
    for (const player of this.game.tree.players) this.weight[player] *= scope.values[node.weight[player]];
    const moved = Object.fromEntries(Object.entries(node.let).map(([name, k]) => [name, scope.values[k]]));
    if (Object.keys(moved).length) this.root = this.game.moved(this.root, moved);
    this.history.push({ key: "again", name: "again|again", player: null, where: "again", label: "again", value: null, knew: [] });
    this.offers = [];
    this.stand(this.game.tree.root, this.root);
  }
}
