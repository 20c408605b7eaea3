/** Text in which names between backticks are set as code. */
export function CodedText({ text }: { readonly text: string }) {
  // Every second piece stands between backticks; pieces have no other identity than their place.
  const pieces = text.split("`").map((piece, place) => ({ piece, place }));
  return pieces.map(({ piece, place }) =>
    place % 2 === 1 ? (
      <code key={place} className="rounded-sm bg-shade px-1 font-mono text-[0.92em]">
        {piece}
      </code>
    ) : (
      piece
    ),
  );
}
