/** Gives the bytes of the document fonts, from the module that scripts/fonts.mjs writes. */
import { REGULAR, SEMIBOLD } from "./fonts.generated";

const PACKED = { regular: REGULAR, semibold: SEMIBOLD };

/** A TrueType file with the characters that documents may show. */
export async function fontBytes(weight: keyof typeof PACKED): Promise<Uint8Array> {
  const packed = Uint8Array.from(atob(PACKED[weight]), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
