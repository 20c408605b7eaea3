/** Decides whether the levels of a ship notice form one tree: shipment, orders, cartons, items. */
import type { Problem } from "./problem";
import { element, type Segment } from "./x12";

export type Node = {
  readonly head: Segment;
  readonly number: string;
  readonly parent: string;
  readonly level: string;
  readonly hasChildren: string;
  /** What stands between this HL and the next. */
  readonly segments: readonly Segment[];
};

/** The level above and the level below each. */
const LEVELS: Readonly<Record<string, { readonly above: string; readonly below: string }>> = {
  S: { above: "", below: "O" },
  O: { above: "S", below: "P" },
  P: { above: "O", below: "I" },
  I: { above: "P", below: "" },
};

/** Cuts the segments into levels, each with what stands up to the next HL. */
export function readHierarchy(segments: readonly Segment[]): Node[] {
  const nodes: (Node & { readonly segments: Segment[] })[] = [];
  for (const segment of segments) {
    const id = segment[0];
    if (id === "HL") {
      const [, number = "", parent = "", level = "", hasChildren = ""] = segment;
      nodes.push({ head: segment, number, parent, level, hasChildren, segments: [] });
    } else if (id === "CTT" || id === "SE") {
      break;
    } else {
      nodes.at(-1)?.segments.push(segment);
    }
  }
  return nodes;
}

/** Numbers run from 1, parents come before their children, every level is below the right one, and none is barren. */
export function checkHierarchy(nodes: readonly Node[]): Problem[] {
  if (nodes.length === 0) {
    return [{ code: "hierarchy", message: "There is no HL segment.", segment: null }];
  }
  const known = new Map<string, Node>();
  const parents = new Set(nodes.map((node) => node.parent));
  const problems: Problem[] = [];
  for (const [index, node] of nodes.entries()) {
    const found = (message: string) => {
      problems.push({
        code: "hierarchy",
        message: `HL ${node.number}: ${message}`,
        segment: node.head.join("*"),
      });
    };
    const place = LEVELS[node.level];
    if (node.number !== String(index + 1)) {
      found(`it is number ${index + 1}.`);
    }
    if (!place) {
      found(`there is no level "${node.level}".`);
      continue;
    }
    if (
      place.above === ""
        ? node.parent !== "" || index > 0
        : known.get(node.parent)?.level !== place.above
    ) {
      found(`level ${node.level} is not below ${place.above || "nothing, first of all"}.`);
    }
    const isParent = parents.has(node.number);
    if (isParent !== (place.below !== "")) {
      found(isParent ? "an item has nothing below it." : `no level ${place.below} is below it.`);
    }
    if (element(node.head, 4) !== "" && node.hasChildren !== (isParent ? "1" : "0")) {
      found("HL04 says otherwise.");
    }
    known.set(node.number, node);
  }
  return problems;
}
