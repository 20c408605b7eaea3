import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** One import: from where, of what, and whether only types are taken. */
export type Edge = {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
};

export type SourceFile = { readonly path: string; readonly text: string };

const FOLDERS = ["app", "components", "lib", "db"];
const IMPORT = /^(?:import|export)\s+(type\s+)?(?:[^"'`;]*?\sfrom\s+)?["']([^"']+)["']/gm;
const DYNAMIC = /\bimport\(\s*["']([^"']+)["']\s*\)/g;

/** All source files of the product, tests left out; paths from the project's root, with forward slashes. */
export function sourceFiles(): SourceFile[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && !/(\.(test|generated)|testing)\.tsx?$/.test(name))
      .map((name) => path.posix.join(folder, name.replaceAll(path.sep, "/")))
      .map((file) => ({ path: file, text: readFileSync(file, "utf8") })),
  );
}

/** The imports between the product's own files; packages are left out. */
export function importEdges(files: readonly SourceFile[]): Edge[] {
  const known = new Set(files.map((file) => file.path));
  return files.flatMap((file) => {
    const statics = [...file.text.matchAll(IMPORT)].map(([whole, type, target = ""]) => ({
      target,
      typeOnly: type !== undefined || onlyTypes(whole),
    }));
    const dynamics = [...file.text.matchAll(DYNAMIC)].map(([, target = ""]) => ({
      target,
      typeOnly: false,
    }));
    return [...statics, ...dynamics].flatMap(({ target, typeOnly }) => {
      const to = resolve(file.path, target, known);
      return to === null ? [] : [{ from: file.path, to, typeOnly }];
    });
  });
}

/** `import { type A, type B } from` takes types only as well. */
function onlyTypes(statement: string): boolean {
  const names = /\{([^}]*)\}/.exec(statement)?.[1];
  return names?.split(",").every((name) => /^\s*(type\s.*)?$/.test(name)) ?? false;
}

function resolve(from: string, target: string, known: ReadonlySet<string>): string | null {
  const base = target.startsWith("@/")
    ? target.slice(2)
    : target.startsWith(".")
      ? path.posix.join(path.posix.dirname(from), target)
      : null;
  if (base === null) {
    return null;
  }
  return [base, `${base}.ts`, `${base}.tsx`].find((candidate) => known.has(candidate)) ?? null;
}
