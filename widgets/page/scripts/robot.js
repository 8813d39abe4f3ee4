// A reader who is none, as in widgets/play/robot.py: what tests compare.

const POLICIES = { random: randomChoice, equilibrium: equilibriumChoice };

function robot(spec, seed, policy) {
  const games = new Map();
  return spec.rounds.map((round, number) => {
    const k = round.games.length ? (seed + number) % round.games.length : 0;
    const key = `${round.group}/${k}`;
    if (!games.has(key)) games.set(key, new Game(spec, round, round.games[k]?.values));
    const match = new Match(games.get(key), seed, number);
    while (!match.payoffs) match.take(POLICIES[policy](match));
    return match;
  });
}
