"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { Alert } from "@/components/ui/alert";
import { fieldIdOf } from "./order-form-field";

export type Problem = {
  /** The field's path in the form; null for what is about all of it. */
  readonly field: string | null;
  readonly message: string;
};

type OrderFormProblemsProps = {
  readonly title: string;
  readonly problems: readonly Problem[];
  readonly children?: ReactNode;
};

/** What is wrong, at the top, each leading to its field. Takes the focus when it says something new. */
export function OrderFormProblems({ title, problems, children }: OrderFormProblemsProps) {
  const ref = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new list of problems takes the focus.
  useEffect(() => {
    ref.current?.focus();
  }, [problems]);
  return (
    <div ref={ref} tabIndex={-1} className="mb-4 scroll-mt-4 rounded-md outline-offset-2">
      <Alert tone="critical" role="alert" title={title}>
        {problems.some(({ field }) => field !== null) ? (
          <ul className="list-disc ps-4">
            {problems.map(({ field, message }) => (
              <li key={`${field} ${message}`}>
                <ProblemLink field={field}>
                  {lineOf(field)}
                  {message}
                </ProblemLink>
              </li>
            ))}
          </ul>
        ) : null}
        {children}
      </Alert>
    </div>
  );
}

function ProblemLink({ field, children }: { field: string | null; children: ReactNode }) {
  if (field === null) {
    return children;
  }
  const id = fieldIdOf(field);
  return (
    <a
      href={`#${id}`}
      className="underline underline-offset-2"
      onClick={(event) => {
        event.preventDefault();
        const target = document.getElementById(id);
        const control = target?.matches("input, select, textarea")
          ? target
          : target?.querySelector<HTMLElement>("input");
        control?.focus();
      }}
    >
      {children}
    </a>
  );
}

function lineOf(field: string | null): string {
  const match = /^lines\.(\d+)\./.exec(field ?? "");
  return match ? `Line ${Number(match[1]) + 1}: ` : "";
}
