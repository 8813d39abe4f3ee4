// A game one plays: what a reader is shown and asked, step by step. Nothing is written into the page before its player
// may know it.

class Play {
  constructor(root, { links = true, onResult = () => {} } = {}) {
    Object.assign(this, { root, links, onResult });
    this.spec = JSON.parse(root.querySelector(".tt-spec").textContent);
    this.stage = root.querySelector(".tt-stage");
    this.status = root.querySelector(".tt-message");
    this.together = false;
    this.begin(this.seedOfLink() ?? Math.floor(Math.random() * 10000), false);
    if (links) addEventListener("hashchange", (this.follow = () => this.seedOfLink() !== undefined && this.begin(this.seedOfLink())));
    const rules = root.querySelector(".tt-play-rules");
    rules.open = rules.querySelectorAll("tbody tr").length <= 8;
    addEventListener("beforeprint", (this.unfold = () => (rules.open = true)));
    root.querySelector("[data-two]")?.addEventListener("click", ({ target }) => {
      this.together = !this.together;
      target.setAttribute("aria-pressed", this.together);
      this.begin(this.seed);
    });
    root.setAttribute("data-ready", "");
  }

  end() {
    removeEventListener("hashchange", this.follow);
    removeEventListener("beforeprint", this.unfold);
  }

  seedOfLink() {
    const found = this.links && /^#(.+)=seed:(\d{1,9})$/.exec(location.hash);
    return found && found[1] === this.spec.id ? Number(found[2]) : undefined;
  }

  begin(seed, focus = true) {
    Object.assign(this, { seed, number: 0, results: [] });
    this.root.dataset.seed = seed;
    this.open(focus);
  }

  get round() {
    return this.spec.rounds[this.number];
  }

  open(focus = true) {
    this.root.dataset.round = this.number + 1;
    Object.assign(this, { match: null, told: false, viewer: this.round.role, game: null });
    this.game = this.round.games.length ? null : new Game(this.spec, this.round);
    if (this.game) this.deal();
    this.next(focus);
  }

  deal() {
    const people = this.together ? this.game.tree.players : undefined;
    this.match = new Match(this.game, this.seed, this.number, people);
  }

  next(focus = true) {
    const { match } = this;
    if (!match) return this.show(this.choosing(), focus);
    if (match.payoffs) return this.show(this.ending(), focus);
    const { player } = match.node;
    if (player !== this.viewer) return this.show(this.passing(player), focus);
    return this.show(this.moving(player), focus);
  }

  show(parts, focus) {
    this.status.textContent = "";
    this.stage.replaceChildren(...parts.filter(Boolean));
    if (focus) this.stage.querySelector(".tt-step").focus();
  }

  // -- words ----------------------------------------------------------------------------------------------

  called(player, start = false) {
    if (player === this.viewer) return start ? "You" : "you";
    const name = this.round.labels[player];
    return start ? upper(name) : name;
  }

  word(name) {
    return this.round.words[name] ?? name;
  }

  points(value) {
    const [factor, unit] = this.round.scale;
    const size = factor * value;
    const text = Math.abs(size - Math.round(size)) < 5e-7 ? showNumber(Math.round(size)) : showNumber(size, Math.abs(size) < 1 ? "" : ".1f");
    return unit ? `${text} ${unit === "points" && text.replace("−", "") === "1" ? "point" : unit}` : text;
  }

  figure(variable, value) {
    const [factor, unit] = this.round.units[variable];
    return `${showNumber(Number((factor * value).toPrecision(10)))}${unit ? ` ${unit}` : ""}`;
  }

  happened({ key, player, label, value, variable }) {
    if (key === "again") return "The game starts over.";
    const what = label === null ? this.figure(variable, value) : this.word(label);
    const who = player === null ? (key.startsWith("chance ") ? "Chance" : this.word(key)) : this.called(player, true);
    return `${upper(who)}: ${what}`;
  }

  step(text) {
    return make("p", { class: "tt-step", tabindex: "-1" }, text);
  }

  heading() {
    const count = this.spec.rounds.length;
    const which = count > 1 ? `Round ${this.number + 1} of ${count}. ` : "";
    return this.step(`${which}You are ${this.round.labels[this.viewer]}.`);
  }

  // what is told once, before the first move of a round
  opening() {
    if (this.told) return [];
    this.told = true;
    const { before, says } = this.round;
    const opponent = this.together ? "" : says;
    return [before, opponent].filter(Boolean).map((text) => make("p", {}, text));
  }

  // -- steps ----------------------------------------------------------------------------------------------

  passing(player) {
    const name = this.round.labels[player];
    const go = make("button", { type: "button", "data-pass": player }, `I am ${name}`);
    go.addEventListener("click", () => {
      this.viewer = player;
      this.next();
    });
    return [this.step(`Pass the screen to ${name}.`), make("p", {}, "What the other knows stays hidden."), buttons(go)];
  }

  choosing() {
    const { choose, games } = this.round;
    const take = (k, words) => {
      this.picked = [`g${k}`];
      this.pickedWords = words;
      this.game = new Game(this.spec, this.round, games[k].values);
      this.deal();
      this.next();
    };
    const parts = [this.heading(), ...this.opening()];
    if (!choose) {
      return [...parts, make("p", {}, "First choose the game."),
        buttons(...games.map(({ words }, k) => this.button(words, () => take(k, words), words)))];
    }
    const { low, high, step, factor, unit, label } = choose;
    const read = (value) => {
      const k = Math.round((value - low) / step);
      if (Math.abs(low + k * step - value) > 1e-9) return `in steps of ${showNumber(factor * step)}`;
      take(k, `${label} ${showNumber(factor * value)}${unit ? ` ${unit}` : ""}`);
      return null;
    };
    return [...parts, this.field(`First choose the game: ${label}`, low, high, factor, unit, read)];
  }

  button(label, act, text = this.word(label)) {
    const button = make("button", { type: "button", "data-move": label }, text);
    button.addEventListener("click", act);
    return button;
  }

  // one number; `take` gets it in the model's units and may answer what is wrong with it
  field(words, low, high, factor, unit, take, more = []) {
    const [from, to] = [low, high].map((end) => showNumber(Number((factor * end).toPrecision(10))));
    const id = `${this.spec.id}-number`;
    const input = make("input", { type: "text", inputmode: "decimal", autocomplete: "off", id, "data-number": "" });
    const form = make("form", { class: "tt-number" },
      make("label", { for: id }, `${upper(words)}, from ${from} to ${to}${unit ? ` ${unit}` : ""}`), input,
      buttons(make("button", { type: "submit" }, "Name it"), ...more));
    form.noValidate = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const { value, fault } = readNumber(input.value);
      const wanted = Math.round((value / factor) * 1e12) / 1e12;
      let wrong = fault ?? (wanted < low - TINY || wanted > high + TINY ? `${showNumber(value)} lies outside` : null);
      wrong ??= take(wanted);
      if (!wrong) return;
      input.setAttribute("aria-invalid", "true");
      this.status.textContent = `Write a number from ${from} to ${to}: ${wrong}.`;
      input.focus();
    });
    return form;
  }

  // what the player can be sure of at the present node
  knows() {
    const { history, node, game } = this.match;
    const sure = game.tree.known[node.information_set];
    const now = history.slice(history.findLastIndex(({ key }) => key === "again") + 1);
    return now.filter(({ name }) => sure.includes(name)).map((event) => this.happened(event));
  }

  moving(player) {
    const { match } = this;
    const { node } = match;
    const known = this.knows();
    const parts = [this.heading(), ...this.opening()];
    if (match.times) parts.push(make("p", {}, `The game has started over ${match.times === 1 ? "once" : `${match.times} times`}.`));
    if (known.length) parts.push(make("p", { class: "tt-known" }, "What you know:"), make("ul", {}, ...known.map((text) => make("li", {}, text))));
    const take = (choice) => {
      if (player === this.round.role) this.pick(node, choice);
      match.take(choice);
      if (this.together && match.payoffs) this.viewer = this.round.role;
      this.next();
    };
    const words = this.round.words[node.information_set];
    if (node.kind !== "offer") {
      const moves = match.options().map(({ label }) => this.button(label, () => take(label)));
      return [...parts, make("p", { class: "tt-ask" }, words ?? "Your move:"), buttons(...moves)];
    }
    const [low, high] = match.game.span(node, match.scope);
    const [factor, unit] = this.round.units[node.variable];
    const none = match.options().filter(({ label }) => label !== null).map(({ label }) => this.button(label, () => take(label)));
    const number = (value) => void take(Math.min(high, Math.max(low, value)));
    return [...parts, this.field(words ?? this.round.words[node.variable] ?? "You name a number", low, high, factor, unit, number, none)];
  }

  pick(node, choice) {
    this.picked ??= [];
    this.picked.push(typeof choice === "number" ? `n${codeNumber(choice)}` : String((node.moves ?? [node.none]).findIndex(({ label }) => label === choice)));
  }

  ending() {
    const { match, round } = this;
    const score = scoreOf(match);
    const named = match.choices.filter((choice) => typeof choice === "number");
    this.results.push({ choices: this.picked ?? [], score: score * round.scale[0], worth: score, match, named, game: this.game, words: this.pickedWords });
    this.picked = this.pickedWords = undefined;
    const shown = match.game.tree.players.filter((player) => !round.hide.includes(player));
    const parts = [
      this.step(`Round ${this.number + 1}${this.spec.rounds.length > 1 ? ` of ${this.spec.rounds.length}` : ""} is over.`),
      make("p", { class: "tt-known" }, "What happened:"),
      make("ol", { class: "tt-history" }, ...this.history(match).map((text) => make("li", {}, text))),
      make("dl", { class: "tt-payoffs" }, ...shown.map((player) =>
        make("div", {}, make("dt", {}, this.called(player, true)), make("dd", { "data-payoff": player, "data-value": String(match.payoffs[player]) }, this.points(match.payoffs[player]))))),
    ];
    if (round.score === "mean") parts.push(make("p", { "data-score": String(score) }, `What you chose is worth ${this.points(score)} on average. That is your score.`));
    const said = this.afterwards(match, score);
    if (said) parts.push(make("p", { class: "tt-said" }, said));
    if (this.number + 1 < this.spec.rounds.length) {
      const on = make("button", { type: "button", "data-next": "" }, "Next round");
      on.addEventListener("click", () => {
        this.number += 1;
        this.open();
      });
      return [...parts, buttons(on)];
    }
    return [...parts, ...this.tallying()];
  }

  // what happened, what the reader could not see, and what the others moved without knowing
  history({ history, game }, all = false) {
    const { hide } = this.round;
    const { role } = game.round;
    const decided = history.findLastIndex(({ player }) => player === role);
    const start = (at) => history.findLastIndex(({ key }, k) => k < at && key === "again") + 1;
    const secret = ({ key, where }) => !all && (hide.includes(key) || hide.includes(where));
    const sure = history[decided]?.knew ?? [];
    return history.flatMap((event, at) => {
      if (secret(event)) return [];
      const { player, knew, name, key } = event;
      const unseen = key !== "again" && player !== role && at >= start(decided) && at < decided && !sure.includes(name);
      const missed = player === null || player === role ? [] : history.slice(start(at), at).filter((other) => other.player !== player && !secret(other) && !knew.includes(other.name));
      const notes = [unseen && "you could not see this", missed.length && `without knowing ${missed.map((other) => `“${this.happened(other)}”`).join(", ")}`];
      const noted = notes.filter(Boolean).join("; ");
      return [`${this.happened(event)}${noted ? ` (${noted})` : ""}`];
    });
  }

  afterwards(match, score) {
    const { round } = this;
    const { values, extras } = match.scope;
    const taken = new Set(match.history.map(({ label }) => label));
    const found = round.after.find(({ ref, labels }) => (ref === null || extras[ref] > 0) && labels.every((label) => taken.has(label)));
    if (!found || !values) return "";
    const words = { score: this.points(score) };
    for (const [name, { ref, words: terms }] of Object.entries(round.fields)) words[name] = terms ? terms[extras[ref]] : extras[ref];
    for (const { variable, value } of match.offers) words[variable] = this.figure(variable, value);
    return fillSentence(found.text, words);
  }

  tallying() {
    const again = make("button", { type: "button", "data-again": "" }, "Play again");
    again.addEventListener("click", () => this.begin(Math.floor(Math.random() * 10000)));
    const foot = buttons(again);
    if (this.together) return [...sumOfTwo(this), foot];
    const code = writeCode(this.spec.name, this.seed, this.results);
    this.root.dataset.code = code;
    this.onResult(code);
    const copy = make("button", { type: "button", "data-copy": "" }, "Copy result");
    const shown = make("output", { class: "tt-result" }, code);
    copy.addEventListener("click", async () => {
      const copied = await navigator.clipboard?.writeText(code).then(() => true, () => false);
      this.status.textContent = copied ? "Copied." : "Select the code above and copy it.";
    });
    foot.append(copy);
    return [...tallyOf(this), make("p", {}, "Your result as a code: ", shown), foot];
  }
}

function upper(text) {
  return text[0].toUpperCase() + text.slice(1);
}

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function buttons(...all) {
  return make("div", { class: "tt-buttons" }, ...all);
}

function startPlay(root, options) {
  try {
    return (root.play = new Play(root, options));
  } catch (fault) {
    root.querySelector(".tt-message").textContent = `This game could not start: ${fault.message}`;
    throw fault;
  }
}

function startPlays() {
  for (const root of document.querySelectorAll("[data-play]")) {
    const { spec } = startPlay(root, {});
    if (location.hash.startsWith(`#${spec.id}=`)) root.scrollIntoView({ behavior: "instant" });
  }
}

// in Jupyter; `el` is the widget's place
function renderPlay(root, model, el) {
  // keys belong to the game, not to the notebook's cells
  el.addEventListener("focusin", ({ target }) => (target.dataset.lmSuppressShortcuts = "true"));
  const play = startPlay(root, {
    links: false,
    onResult(code) {
      model.set("results", [...model.get("results"), code]);
      model.save_changes();
    },
  });
  return () => play.end();
}
