import { expect, test } from "vitest";
import { CHAPTERS, findProblem } from "@/lib/api/problems/catalog";
import { exampleProblem } from "@/lib/api/problems/problem";
import { importEdges, sourceFiles } from "../source-tree";
import { operations } from "./contract";

/** Refusals of forms and pages that stand in files of which the API uses something else. */
const OF_PAGES = ["signed_out", "rows_rejected", "import_applied", "import_discarded"];

const REFUSED = /refuse\(([^;]*?)\)/g;

/** Every code that the files refuse with from which the API is made, straight or by others. */
function thrownCodes(): string[] {
  const files = sourceFiles();
  const edges = importEdges(files).filter((edge) => !edge.typeOnly);
  const reached = new Set<string>();
  const toVisit = ["lib/api/app.ts"];
  for (const path of toVisit) {
    reached.add(path);
    toVisit.push(
      ...edges.flatMap((edge) => (edge.from === path && !reached.has(edge.to) ? [edge.to] : [])),
    );
  }
  const texts = files.filter(({ path }) => path.startsWith("lib/") && reached.has(path));
  return texts.flatMap(({ text }) =>
    [...text.matchAll(REFUSED)].flatMap(([, args = ""]) => {
      const code = (args.split("{")[0] ?? "").replaceAll(/=== "\w+"/g, "");
      return [...code.matchAll(/"([a-z_]+)"/g)].map(([, found = ""]) => found);
    }),
  );
}

test("every code that can be refused with has a page", () => {
  const thrown = new Set(thrownCodes());
  expect(thrown.size).toBeGreaterThan(80);
  const pageless = [...thrown].filter((code) => !findProblem(code) && !OF_PAGES.includes(code));
  expect(pageless).toEqual([]);
});

test("every code of the document has a page, and its problems lead there", () => {
  const codes = operations.flatMap(({ responses }) =>
    Object.values(responses).flatMap((response) => response["x-codes"] ?? []),
  );
  expect(new Set(codes).size).toBeGreaterThan(100);
  for (const code of new Set(codes)) {
    expect(findProblem(code)?.means, code).toMatch(/\.$/);
    expect(exampleProblem(code).type).toBe(`/docs/api/problems/${code}`);
  }
});

const all = CHAPTERS.flatMap(({ codes }) => codes);

test.each(all)("%s says in whole sentences what it means and what to do", (code) => {
  const entry = findProblem(code);
  const sentences = [entry?.means, entry?.mend, ...(entry?.causes ?? [])];
  expect(sentences.length).toBeGreaterThan(2);
  for (const sentence of sentences) {
    expect(sentence).toMatch(/^[A-Z0-9`].*\.$/);
  }
  expect(exampleProblem(code).detail).not.toMatch(/undefined|null|Refused:/);
});
