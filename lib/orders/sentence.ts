/** Decides what an explanation is made of: words, and numbers that know where they come from. */

/** Where a number comes from. Components know the address; shipments and invoices are the order's own. */
export type Source =
  | { readonly kind: "product"; readonly id: string }
  | { readonly kind: "receipt"; readonly id: string }
  | { readonly kind: "production"; readonly number: string }
  | { readonly kind: "shipment"; readonly number: string }
  | { readonly kind: "invoice"; readonly number: string }
  | { readonly kind: "payments" }
  | { readonly kind: "order"; readonly number: string };

export type Piece = string | { readonly text: string; readonly source: Source };
export type Sentence = readonly Piece[];

/** The sentence as plain text, for programs, mail and screen readers. */
export function sentenceText(sentence: Sentence): string {
  return sentence.map((piece) => (typeof piece === "string" ? piece : piece.text)).join("");
}

/** Sentences in a row; what is between them stands only between two that are not empty. */
export function joined(sentences: readonly Sentence[], between: string): Sentence {
  return sentences
    .filter((sentence) => sentence.length > 0)
    .flatMap((sentence, at) => (at === 0 ? sentence : [between, ...sentence]));
}

/** "SH-1, SH-2 and 3 more": at most `most` by name. */
export function listed(pieces: readonly Piece[], most = 3): Sentence {
  const named = pieces.length > most ? pieces.slice(0, most - 1) : pieces;
  const more = pieces.length - named.length;
  const parts: readonly Piece[] = more > 0 ? [...named, `${more} more`] : named;
  return parts.flatMap((part, at) =>
    at === 0 ? [part] : [at === parts.length - 1 ? " and " : ", ", part],
  );
}
