import Link from "next/link";
import type { Sentence } from "@/lib/orders/sentence";
import { sourceAddress } from "./source-address";

/** A sentence about an order, in which each number that comes from somewhere leads there. */
export function SentenceText({ sentence, order }: { sentence: Sentence; order: string }) {
  return sentence.map((piece, at) =>
    typeof piece === "string" ? (
      piece
    ) : (
      <Link
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a sentence never move.
        key={at}
        href={sourceAddress(piece.source, order)}
        className="text-accent underline underline-offset-2"
      >
        {piece.text}
      </Link>
    ),
  );
}
