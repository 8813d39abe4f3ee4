// Draws that come out the same in Python (widgets/play/dice.py) and here: mulberry32, of T. Ettinger (2017), public domain.

function dice(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

// what was drawn in one round does not depend on moves in another
function roundSeed(seed, number) {
  return (seed + Math.imul(0x9e3779b9, number)) >>> 0;
}

function pick(chances, drawn) {
  let total = 0;
  let last = 0;
  for (let i = 0; i < chances.length; i++) {
    if (!(chances[i] > 0)) continue;
    total += chances[i];
    last = i;
    if (drawn < total) return i;
  }
  return last;
}
