import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { CodedText } from "@/components/docs/coded-text";
import { DocsPage } from "@/components/docs/docs-page";
import { PageHeader } from "@/components/ui/page-header";
import { findProblem } from "@/lib/api/problems/catalog";
import { TITLES } from "@/lib/api/problems/entry";
import { exampleProblem } from "@/lib/api/problems/problem";

type ProblemProps = { readonly params: Promise<{ code: string }> };

// Rendered when it is asked for: it is cheap, and there are more than a hundred of them.
export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: ProblemProps): Promise<Metadata> {
  return { title: `Problem ${(await params).code}` };
}

/** What a problem's `type` leads to: what the code means, how it comes about and how it is mended. */
export default async function ProblemPage({ params }: ProblemProps) {
  const { code } = await params;
  const entry = findProblem(code);
  if (entry === null) {
    notFound();
  }
  return (
    <DocsPage>
      <PageHeader
        back={{ href: "/docs/api/problems", label: "Problems" }}
        title={<span className="break-all font-mono">{code}</span>}
        description={`${entry.status} ${TITLES[entry.status]}`}
      />
      <div className="grid max-w-160 gap-5">
        <p className="text-lg">
          <CodedText text={entry.means} />
        </p>
        <Part title="Likely causes">
          <ul className="grid list-disc gap-1 ps-5">
            {entry.causes.map((cause) => (
              <li key={cause}>
                <CodedText text={cause} />
              </li>
            ))}
          </ul>
        </Part>
        <Part title="How to mend it">
          <p>
            <CodedText text={entry.mend} />
          </p>
        </Part>
        <Part title="Example">
          <pre className="whitespace-pre-wrap break-words rounded-lg border bg-wash p-4 font-mono text-sm">
            {JSON.stringify(exampleProblem(code), null, 2)}
          </pre>
        </Part>
      </div>
    </DocsPage>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-1.5 font-semibold">{title}</h2>
      {children}
    </section>
  );
}
