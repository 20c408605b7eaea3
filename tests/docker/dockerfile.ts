/** Decides what a Dockerfile asks for: its stages and their instructions, with continued lines joined. */

type Instruction = { readonly name: string; readonly words: string };

export type Stage = {
  readonly image: string;
  readonly name: string | null;
  readonly instructions: readonly Instruction[];
};

export function stagesOf(dockerfile: string): Stage[] {
  const lines = dockerfile
    .replaceAll(/^#.*\n/gm, "")
    .replaceAll(/\\\n\s*/g, " ")
    .split("\n")
    .filter((line) => line.trim() !== "");
  const stages: (Stage & { instructions: Instruction[] })[] = [];
  for (const line of lines) {
    const [, name = "", words = ""] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    if (name === "FROM") {
      const [, image = "", stage = null] = /^(\S+)(?:\s+AS\s+(\S+))?$/.exec(words) ?? [];
      stages.push({ image, name: stage, instructions: [] });
    } else {
      stages.at(-1)?.instructions.push({ name, words });
    }
  }
  return stages;
}

/** What COPY takes and where it puts it; `from` is a stage, or null for the build's own files. */
export function copyOf(words: string): { from: string | null; sources: string[]; target: string } {
  const parts = words.split(/\s+/);
  const from = parts[0]?.startsWith("--from=") ? (parts.shift() ?? "").slice(7) : null;
  const target = parts.pop() ?? "";
  return { from, sources: parts, target };
}

/** The words of an instruction in its exec form, which needs no shell. */
export function execForm(words: string): string[] {
  const list = words.slice(Math.max(words.indexOf("["), 0));
  const parsed: unknown = JSON.parse(list);
  return Array.isArray(parsed) ? parsed.map(String) : [];
}

/** Which files a build gets to see: .dockerignore lists what is left out, and `!` what is not. */
export function isInContext(file: string, dockerignore: string): boolean {
  let isIn = true;
  for (const line of dockerignore
    .split("\n")
    .filter((text) => text !== "" && !text.startsWith("#"))) {
    const pattern = line.replace(/^!/, "");
    const regex = pattern
      .replaceAll(".", "\\.")
      .replaceAll(/\*\*\/?|\*/g, (stars) => (stars === "*" ? "[^/]*" : ".*"));
    if (new RegExp(`^${regex}(/.*)?$`).test(file)) {
      isIn = line.startsWith("!");
    }
  }
  return isIn;
}
