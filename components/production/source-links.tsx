import Link from "next/link";
import { Fragment } from "react";

/** Production orders are numbered by our own series, so their numbers are known by their look. */
const NUMBER = /\b(MO-\d+)\b/;

/** A sentence in which each production order is a link to it. */
export function SourceLinks({ text }: { text: string }) {
  return text.split(NUMBER).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a number may come twice, and parts never move.
      <Fragment key={at}>
        <Link href={`/production/${part}`} className="text-accent underline underline-offset-2">
          {part}
        </Link>
      </Fragment>
    ),
  );
}
