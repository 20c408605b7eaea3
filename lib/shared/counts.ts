/** Decides how counts read in a language, as in `1,234`. */

const formats = new Map<string, Intl.NumberFormat>();

/** Building an Intl format takes longer than all the counts of a page, so each language has one. */
export function countFormat(locale: string): Intl.NumberFormat {
  const known = formats.get(locale);
  if (known) {
    return known;
  }
  const made = new Intl.NumberFormat(locale);
  formats.set(locale, made);
  return made;
}
