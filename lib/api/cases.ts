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

/** Whether JSON nests more than any request of ours does: what walks through it may then recurse. */
export function nestsTooDeep(value: unknown, room = DEPTH_MAX): boolean {
  return (
    value !== null &&
    typeof value === "object" &&
    (room === 0 || Object.values(value).some((one) => nestsTooDeep(one, room - 1)))
  );
}

/** Renames the keys of plain JSON, however deep. */
function renameKeys(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) {
    return value.map((one) => renameKeys(one, rename));
  }
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [rename(key), renameKeys(one, rename)]),
    );
  }
  return value;
}

export const camelKeys = (json: unknown): unknown => renameKeys(json, camelName);
export const snakeKeys = (json: unknown): unknown => renameKeys(json, snakeName);
