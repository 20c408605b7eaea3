/** Exact fractions: an order's percent is the mean of its lines' ratios, floored, and never rounded up to 100. */

/** Part and whole in the same unit, integers, whole > 0. */
export type Ratio = readonly [part: number, whole: number];

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y > 0n) {
    [x, y] = [y, x % y];
  }
  return x;
}

/** The mean of the ratios in percent, floored; parts above their whole count as met. Null for an empty list. */
export function flooredMeanPercent(ratios: readonly Ratio[]): number | null {
  if (ratios.length === 0) {
    return null;
  }
  let top = 0n;
  let bottom = 1n;
  for (const [part, whole] of ratios) {
    const a = BigInt(Math.max(0, Math.min(part, whole)));
    const b = BigInt(whole);
    top = top * b + a * bottom;
    bottom *= b;
    const shared = gcd(top, bottom);
    top /= shared;
    bottom /= shared;
  }
  return Number((top * 100n) / (bottom * BigInt(ratios.length)));
}
