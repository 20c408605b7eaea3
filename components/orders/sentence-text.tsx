import Link from "next/link";
import type { Sentence } from "@/lib/orders/sentence";
import { cn } from "@/lib/shared/cn";
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
        className={cn(
          "text-accent underline underline-offset-2",
          // A number is read as one, also where it has a hyphen.
          !piece.text.includes(" ") && "whitespace-nowrap",
        )}
      >
        {piece.text}
      </Link>
    ),
  );
}
