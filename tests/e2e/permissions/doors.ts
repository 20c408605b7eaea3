import { readFileSync } from "node:fs";
import { PERMISSIONS } from "../../../lib/auth/permissions";
import { importEdges, sourceFiles } from "../../source-tree";
import { actionsOfBuild, type Role } from "./server";

const files = sourceFiles();
const edges = importEdges(files);
const textOf = new Map(files.map((file) => [file.path, file.text]));

export type Door = {
  readonly file: string;
  /** As a folder of `app` or a path of the API: `/orders/[number]`. */
  readonly pattern: string;
  /** Null where everybody may come in. */
  readonly permission: string | null;
};

/** Pages that ask nobody who they are. Each is a decision: name it here. */
const PUBLIC_PAGES = new Set([
  "/",
  "/blank",
  "/sign-in",
  "/forgotten-password",
  "/new-password/[token]",
  "/sign-in/link",
  "/sign-in/link/[token]",
  "/sign-up",
  "/sign-up/[token]",
  "/setup",
  "/offline",
  "/docs/api",
  "/docs/api/problems",
  "/docs/api/problems/[code]",
  "/track/[token]",
  "/invitation/[token]",
]);

function patternOf(file: string): string {
  const folder = file.replace(/^app/, "").replace(/\/(page\.tsx|route\.ts)$/, "");
  return folder.replace(/\/\([^)]+\)/g, "") || "/";
}

const ASKED = /\brequire\w*Context\(\s*"([\w.]+)"/;

/** The permission a page asks for, in its own text or in a file beside it that it calls. */
function permissionOfPage(path: string): string | null {
  const own = ASKED.exec(textOf.get(path) ?? "")?.[1];
  const near = edges
    .filter((edge) => edge.from === path && edge.to.startsWith("app/"))
    .flatMap((edge) => ASKED.exec(textOf.get(edge.to) ?? "")?.[1] ?? []);
  return own ?? near[0] ?? null;
}

export function pages(): Door[] {
  return files
    .filter((file) => /^app\/.*page\.tsx$/.test(file.path))
    .map(({ path }) => {
      const pattern = patternOf(path);
      return { file: path, pattern, permission: permissionOfPage(path) };
    });
}

export const isPublicPage = (door: Door) => PUBLIC_PAGES.has(door.pattern);

/** The files and lists that a browser fetches by GET. */
export function fileRoutes(): Door[] {
  return files
    .filter((file) => /^app\/.*route\.ts$/.test(file.path))
    .flatMap(({ path, text }) => {
      const guard =
        /export const GET\s*=\s*(?:guardedRoute|fileRoute)\w*(?:<[^(]*>)?\(\s*"([\w.]+)"/.exec(
          text,
        );
      return guard ? [{ file: path, pattern: patternOf(path), permission: guard[1] ?? null }] : [];
    });
}

export type Endpoint = Door & { readonly method: string };

/** The endpoints of the API, read from its document: a test compares that with what is served. */
export function endpoints(): Endpoint[] {
  const file = "docs/openapi.json";
  const { paths }: Document = JSON.parse(readFileSync(file, "utf8"));
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      file,
      method: method.toUpperCase(),
      pattern: path.replaceAll(/\{(\w+)\}/g, ":$1"),
      permission: operation["x-permission"],
    })),
  );
}

type Document = {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly "x-permission": string }>>>
  >;
};

export type ActionDoor = {
  readonly id: string;
  readonly name: string;
  readonly page: string;
  readonly kind: "action" | "form" | "public";
  readonly permission: string | null;
};

/** The server actions of the build with the permission that each was built with. */
export function actions(): ActionDoor[] {
  return actionsOfBuild().map(({ id, name, file, page }) => {
    const built = new RegExp(
      `export const ${name}(?::[^=]+)?\\s*=\\s*(guarded|public)(Action|Form)\\(\\s*(?:"([\\w.]+)")?`,
    ).exec(textOf.get(file) ?? "");
    if (built === null) {
      throw new Error(`${file} exports ${name}, which no guard built.`);
    }
    const kind = built[1] === "public" ? "public" : built[2] === "Form" ? "form" : "action";
    return { id, name, page: patternOf(`${page}.tsx`), kind, permission: built[3] ?? null };
  });
}

export function mayRole(role: Role, permission: string): boolean {
  const known = Object.entries(PERMISSIONS).find(([name]) => name === permission);
  if (known === undefined) {
    throw new Error(`"${permission}" is not in the permission table.`);
  }
  const allowed: readonly string[] = known[1];
  return allowed.includes(role);
}
