/** Decides how it is said that an order's history does not begin with its first event. */
export const archiveWords = (before: number): string =>
  `Events before ${before} are in the archive.`;
