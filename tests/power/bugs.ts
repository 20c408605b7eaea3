/** Small mistakes that a person could make, each with the part of the suite that must see it. */
export type Bug = {
  readonly name: string;
  readonly file: string;
  /** Exactly once in the file, else the list is out of date. */
  readonly find: string;
  readonly replace: string;
  /** Test files, and titles as vitest's `-t` takes them. */
  readonly tests: readonly string[];
  readonly titles?: string;
};

const print = "lib/documents/print.test.ts";
const races = "tests/races/races.test.ts";

export const BUGS: readonly Bug[] = [
  {
    name: "a query without its workspace filter",
    file: "lib/orders/facts.ts",
    find: ".where(and(eq(orders.workspaceId, ctx.workspaceId), inArray(orders.number, [...numbers])));",
    replace: ".where(inArray(orders.number, [...numbers]));",
    tests: ["tests/model/walls.test.ts"],
  },
  {
    name: "row-level security off",
    file: "db/migrations/0001_isolation.sql",
    find: "  execute format('alter table %s enable row level security', target);\n",
    replace: "",
    tests: ["tests/isolation.test.ts"],
    titles: "embedded",
  },
  {
    name: "check-then-insert without its lock",
    file: "lib/orders/commands.ts",
    find: "      await lockSource(tx, ctx, input.source);\n",
    replace: "",
    tests: [races],
    titles: "the same external order",
  },
  {
    name: "a percent that is rounded",
    file: "lib/orders/ratio.ts",
    find: "return Number((top * 100n) / (bottom * BigInt(ratios.length)));",
    replace: "return Math.round(Number(top * 10_000n / (bottom * BigInt(ratios.length))) / 100);",
    tests: ["lib/orders/lifecycle.test.ts"],
  },
  {
    name: "an event outside the transaction",
    file: "lib/orders/commands.ts",
    find: '  await appendEvent(tx, ctx, orderId, { type: onHold ? "held" : "released", cause: "by_hand" });',
    replace:
      '  const type = onHold ? ("held" as const) : ("released" as const);\n  void withWorkspace(ctx, (later) => appendEvent(later, ctx, orderId, { type, cause: "by_hand" }));',
    tests: ["tests/faults/faults.test.ts"],
    titles: "hold an order",
  },
  {
    name: "orders locked before their products",
    file: "lib/orders/facts.ts",
    find: "  await lockProducts(tx, ctx, [...locked]);\n",
    replace:
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the planted code is a template.
      "  await tx.execute(\n    sql`select id from orders where workspace_id = ${ctx.workspaceId} and id = any(${idList(orderIds)}) for update`,\n  );\n  await lockProducts(tx, ctx, [...locked]);\n",
    tests: ["tests/races/shippers.test.ts"],
    titles: "no deadlock happens",
  },
  {
    name: "products that are not locked",
    file: "lib/stock/allocate.ts",
    find: "    order by id for no key update`);",
    replace: "    order by id`);",
    tests: ["tests/races/shippers.test.ts"],
    titles: "no deadlock happens",
  },
  {
    name: "the check against shipping too much left out",
    file: "lib/orders/shipment-choice.ts",
    find: "      allowance: quantity - mayShipOf(line),",
    replace: "      allowance: 0,",
    tests: ["lib/shipments/prepare.test.ts"],
  },
  {
    name: "units beyond an order that others hold",
    file: "lib/shipments/dispatch.ts",
    find: "    if (lacking > 0) {",
    replace: "    if (lacking < 0) {",
    tests: ["lib/shipments/allowance.test.ts"],
    titles: "nobody holds",
  },
  {
    name: "a cancel that keeps its reservations",
    file: "lib/orders/move.ts",
    find: '.filter(({ plan }) => plan.from === "open" || plan.to === "open")',
    replace: '.filter(({ plan }) => plan.to === "open")',
    tests: [print],
    titles: "takes a cancel back",
  },
  {
    name: "an undo that forgets the stock",
    file: "lib/shipments/dispatch.ts",
    find: "      await moveStock(tx, ctx, line, move);\n    }\n    if (reserved",
    replace: "      void move;\n    }\n    if (reserved",
    tests: [print],
    titles: "takes a print's close back",
  },
  {
    name: "a print that ships twice",
    file: "lib/shipments/facts.ts",
    find: "    shipment.dispatchedAt === null ? facts.find((fact) => dispatches(policy, fact)) : undefined;",
    replace: "    facts.find((fact) => dispatches(policy, fact));",
    tests: [print],
    titles: "copy 2",
  },
  {
    name: "a tab counter that is not kept",
    file: "lib/orders/move.ts",
    find: "  await countTabs(\n    tx,\n    ctx,\n    planned.map(({ plan: { from, to } }) => ({ from, to })),\n  );",
    replace: "  void countTabs;",
    tests: [print],
    titles: "closes a complete order",
  },
  {
    name: "an answer that is not stored with its key",
    file: "lib/api/idempotency.ts",
    find: "    return keep(tx, ctx, claim, response);\n  });\n}\n\n/**\n * The same",
    replace: "    return response;\n  });\n}\n\n/**\n * The same",
    tests: ["tests/api/once.test.ts"],
    titles: "embedded",
  },
  {
    name: "a session that outlives its version",
    file: "lib/auth/live-session.ts",
    find: " || user.session_version !== proof.version",
    replace: "",
    tests: ["lib/auth/live-session.test.ts"],
  },
  {
    name: "stock given out by age instead of by rank",
    file: "lib/stock/availability.ts",
    find: "    a.rank - b.rank ||\n",
    replace: "",
    tests: ["lib/orders/queue-moves.test.ts"],
  },
  {
    name: "a held order that goes on getting stock",
    file: "lib/stock/availability.ts",
    find: "reserve(demand, demand.kept);",
    replace: "reserve(demand, demand.owed);",
    tests: ["lib/stock/allocate.test.ts"],
    titles: "gives stock and dated supply",
  },
  {
    name: "dated supply that is promised twice",
    file: "lib/stock/availability.ts",
    find: "      left.set(supply.id, rest - units);\n",
    replace: "",
    tests: ["lib/stock/allocate.test.ts"],
    titles: "gives stock and dated supply",
  },
  {
    name: "a cached status that is not derived again",
    file: "lib/orders/move.ts",
    find: "[...planned.map(({ order }) => order.row.id), ...changed]",
    replace: "(void changed, planned.map(({ order }) => order.row.id))",
    tests: ["lib/stock/allocate.test.ts"],
    titles: "gives stock and dated supply",
  },
  {
    name: "an edit of an old version that is taken",
    file: "lib/orders/edit-check.ts",
    find: "  if (order.row.version !== edit.version) {",
    replace: "  if (order.row.version < edit.version) {",
    tests: ["lib/orders/form-commands.test.ts"],
  },
  {
    name: "an archive although one shipment has no ASN",
    file: "lib/orders/policy.ts",
    find: 'return asns.every((state) => state === "sent" || state === "accepted");',
    replace: 'return asns.some((state) => state === "sent" || state === "accepted");',
    tests: ["lib/orders/policy.test.ts"],
  },
  {
    name: "an undo behind the back of a sent ASN",
    file: "lib/shipments/dispatch.ts",
    find: "  if (asn !== null) {",
    replace: '  if (asn !== null && asn.format === "channel") {',
    tests: ["lib/asn/send.test.ts"],
    titles: "undoes an archive by ASN",
  },
  {
    name: "a report that counts again at the second click",
    file: "lib/production/report.ts",
    find: "const known = report.key ? await reportBy(tx, ctx, locked, report.key) : null;",
    replace:
      "const known = report.key === null ? await reportBy(tx, ctx, locked, report.key) : null;",
    tests: ["lib/production/commands.test.ts"],
    titles: "sent twice counts once",
  },
  {
    name: "services short-closed with the goods",
    file: "lib/orders/rest.ts",
    find: '(line) => line.kind === "goods" && owedOf(line) > 0',
    replace: "(line) => owedOf(line) > 0",
    tests: ["lib/orders/move.test.ts"],
  },
  {
    name: "on time on the day after the promise",
    file: "lib/orders/lifecycle.ts",
    find: 'return expectedOn < today || (promise !== null && expectedOn > promise) ? "late" : "expected";',
    replace: 'return expectedOn < today ? "late" : "expected";',
    tests: ["lib/orders/lifecycle.test.ts"],
    titles: "is late when",
  },
];
