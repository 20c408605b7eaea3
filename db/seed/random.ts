/** Decides what looks random in the demo: the same seed gives the same choices on every machine. */

export type Random = {
  /** From 0 up to, not including, 1. */
  readonly next: () => number;
  /** A whole number, both ends included. */
  readonly between: (least: number, most: number) => number;
  /** Like `between`, with a fraction. */
  readonly within: (least: number, most: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(from: readonly T[]) => T;
  /** Picks by weight; throws where all weights are 0. */
  readonly weighted: <T extends { readonly weight: number }>(from: readonly T[]) => T;
};

/** Mulberry32: 32 bits of state, good enough to look unplanned. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const pick = <T>(from: readonly T[]): T => {
    const found = from[Math.floor(next() * from.length)];
    if (found === undefined) {
      throw new Error("There is nothing to pick from.");
    }
    return found;
  };
  return {
    next,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    within: (least, most) => least + next() * (most - least),
    chance: (probability) => next() < probability,
    pick,
    weighted: (from) => {
      let left = next() * from.reduce((sum, each) => sum + each.weight, 0);
      const found = from.find((each) => {
        left -= each.weight;
        return left < 0;
      });
      return found ?? pick(from.filter((each) => each.weight > 0));
    },
  };
}
