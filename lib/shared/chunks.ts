/** Cuts long lists into parts that one statement can carry. */

/** The parts of a list in its order, each of `size` entries but the last. */
export function* chunksOf<Entry>(entries: readonly Entry[], size: number): Generator<Entry[]> {
  for (let start = 0; start < entries.length; start += size) {
    yield entries.slice(start, start + size);
  }
}
