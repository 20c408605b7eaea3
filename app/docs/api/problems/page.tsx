import type { Metadata } from "next";
import Link from "next/link";
import { CodedText } from "@/components/docs/coded-text";
import { DocsPage } from "@/components/docs/docs-page";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { CHAPTERS, findProblem, problemPage } from "@/lib/api/problems/catalog";

export const metadata: Metadata = { title: "API problems" };

export default function ProblemsPage() {
  return (
    <DocsPage>
      <PageHeader
        title="Problems"
        description="Every code that the API answers when a request fails, and what to do about it."
      />
      <div className="grid gap-4">
        {CHAPTERS.map(({ title, codes }) => (
          <Section key={title} title={title} flush>
            <ul className="divide-y">
              {codes.map((code) => (
                <ProblemRow key={code} code={code} />
              ))}
            </ul>
          </Section>
        ))}
      </div>
    </DocsPage>
  );
}

function ProblemRow({ code }: { readonly code: string }) {
  const entry = findProblem(code);
  return entry ? (
    <li className="grid gap-x-4 px-4 py-2 max-md:gap-y-0.5 md:grid-cols-[15rem_2.5rem_1fr]">
      <Link
        href={problemPage(code)}
        prefetch={false}
        className="font-mono text-accent text-sm hover:underline max-md:py-1"
      >
        {code}
      </Link>
      <span className="text-muted text-sm tabular-nums">{entry.status}</span>
      <span className="min-w-0">
        <CodedText text={entry.means} />
      </span>
    </li>
  ) : null;
}
