/** Decides how names cross the door: snake_case outside, camelCase inside. */

const DEPTH_MAX = 20;

export function camelName(name: string): string {
  return name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function snakeName(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** A field's path such as `lines.0.unitPriceMinor` as the request named it. */
export function snakePath(path: string): string {
  return path.split(".").map(snakeName).join(".");
}

/** Renames the keys of plain JSON, however deep. Throws for JSON that nests absurdly. */
function renameKeys(value: unknown, rename: (name: string) => string, depth = 0): unknown {
  if (depth > DEPTH_MAX) {
    throw new RangeError("The JSON nests too deep.");
  }
  if (Array.isArray(value)) {
    return value.map((one) => renameKeys(one, rename, depth + 1));
  }
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [rename(key), renameKeys(one, rename, depth + 1)]),
    );
  }
  return value;
}

export const camelKeys = (json: unknown): unknown => renameKeys(json, camelName);
export const snakeKeys = (json: unknown): unknown => renameKeys(json, snakeName);
