/** Decides how text becomes markup: whatever is put into a template is escaped, save markup made by one. */

/** Markup that is safe to show as it is; only {@link markup} makes it. */
export class Markup {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  static of(strings: TemplateStringsArray, values: readonly Part[]): Markup {
    let text = strings[0] ?? "";
    let index = 0;
    for (const value of values) {
      index += 1;
      text += textOf(value) + strings[index];
    }
    return new Markup(text);
  }

  toString(): string {
    return this.#text;
  }
}

type Part = string | number | Markup | readonly Markup[] | null;

const SIGNS: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function textOf(part: Part): string {
  if (part === null) {
    return "";
  }
  if (part instanceof Markup) {
    return part.toString();
  }
  if (typeof part === "object") {
    return part.join("");
  }
  const text = String(part);
  // Most texts hold none of the signs, and asking is quicker than replacing.
  return /[&<>"']/.test(text) ? text.replaceAll(/[&<>"']/g, (sign) => SIGNS[sign] ?? "") : text;
}

/** A template of HTML. Values stand in text or in quoted attributes, nowhere else. */
export function markup(strings: TemplateStringsArray, ...values: readonly Part[]): Markup {
  return Markup.of(strings, values);
}
