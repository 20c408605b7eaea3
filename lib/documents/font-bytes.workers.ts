/** Gives the bytes of the document fonts, from the files that scripts/edge-build.mjs puts beside the worker. */
import { cloudflareRequest } from "@/lib/shared/cloudflare";

/** A TrueType file with the characters that documents may show. */
export async function fontBytes(weight: "regular" | "semibold"): Promise<Uint8Array> {
  const { ASSETS } = cloudflareRequest().env as { readonly ASSETS: { fetch: typeof fetch } };
  const response = await ASSETS.fetch(`https://assets.local/fonts/${weight}.ttf`);
  if (!response.ok) {
    throw new Error(`The font ${weight} is not among the assets: ${response.status}`);
  }
  return new Uint8Array(await response.arrayBuffer());
}
