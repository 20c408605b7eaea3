/** Decides how the XML inside of office files reads: one pass over its tags, without building a tree. */

export type Tag = {
  /** Without its prefix. */
  readonly name: string;
  readonly opens: boolean;
  readonly closes: boolean;
  /** Everything between the name and the end of the tag. */
  readonly attributes: string;
  /** The text between this tag and the next one, decoded. */
  readonly text: () => string;
};

const TAG = /<(\/?)(?:[\w.-]+:)?([\w.-]+)([^<>]*?)(\/?)>/g;

/** Walks the tags in their order. Comments and declarations are passed over; entities other than the five are none. */
export function* tagsOf(xml: string): Generator<Tag> {
  const pattern = new RegExp(TAG);
  for (let match = pattern.exec(xml); match !== null; match = pattern.exec(xml)) {
    const [, slash, name = "", attributes = "", end] = match;
    const start = pattern.lastIndex;
    yield {
      name,
      opens: slash === "",
      closes: slash === "/" || end === "/",
      attributes,
      text: () => {
        const next = xml.indexOf("<", start);
        return decoded(xml.slice(start, next < 0 ? undefined : next));
      },
    };
  }
}

/** An attribute of a tag; null where it has none of the name. A prefix is part of the name. */
export function attributeOf(tag: Tag, name: string): string | null {
  const attributes = tag.attributes.replaceAll(/[\t\r\n]/g, " ");
  const at = attributes.indexOf(` ${name}="`);
  if (at < 0) {
    return null;
  }
  const start = at + name.length + 3;
  return decoded(attributes.slice(start, attributes.indexOf('"', start)));
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

function decoded(text: string): string {
  return text.includes("&")
    ? text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
        if (name !== undefined) {
          return ENTITIES[name] ?? whole;
        }
        const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
        return code <= 0x10ffff ? String.fromCodePoint(code) : "";
      })
    : text;
}
