import { MoveStrip } from "@/components/orders/move-strip";
import { MadeStrip } from "@/components/production/made-strip";
import { type Flash, readFlash } from "@/lib/auth/flash";
import { may } from "@/lib/auth/permissions";
import { findPrintResult } from "@/lib/documents/queries";
import { undo } from "@/lib/moves/actions";
import { findBatch, type MoveBatch } from "@/lib/moves/queries";
import { refusalWords } from "@/lib/orders/refusal-words";
import { undoMakeAction } from "@/lib/production/actions";
import { findMade } from "@/lib/production/queries";
import type { Context } from "@/lib/workspaces/context";
import { QueueStrip } from "../queue-strip";
import { movedText, printedText, refusedOf } from "../strip-words";

type OrderStripsProps = {
  readonly ctx: Context;
  readonly number: string;
  readonly job: string | null;
  readonly batch: string | null;
  readonly made: string | null;
};

const FILES = [
  { kind: "label", label: "Open label" },
  { kind: "packing_slip", label: "Open packing slip" },
  { kind: "bill_of_lading", label: "Open bill of lading" },
] as const;

/** What just happened to this order: what was printed, where it moved, or why not, and the way back. */
export async function OrderStrips({ ctx, number, job, batch, made }: OrderStripsProps) {
  const here = `/orders/${number}`;
  const [[name, value] = ["", null]] = Object.entries({ job, batch, made }).filter(([, id]) => id);
  const query = value ? `?${name}=${value}` : "";
  const [printed, moved, planned, flash] = await Promise.all([
    job ? findPrintResult(ctx, job) : null,
    findBatch(ctx, job ?? batch ?? "", number),
    made ? findMade(ctx, made) : [],
    readFlash(`${here}${query}`),
  ]);
  const refused = [
    ...(printed?.refused ?? []).map(({ code, data }) => refusalWords(code, data)),
    ...refusedOf(flash).map(({ words }) => words),
  ];
  const files = FILES.filter(({ kind }) => printed?.documents.some((one) => one.kind === kind));
  return (
    <div className="mb-4 flex flex-col gap-2 empty:hidden">
      {printed && files.length > 0 ? (
        <MoveStrip
          text={printedText(printed, moved)}
          links={files.map(({ kind, label }) => ({
            href: `/api/print-jobs/${printed.id}/${kind}.pdf`,
            label,
          }))}
          {...undoOf(ctx, moved, here)}
        />
      ) : moved ? (
        <MoveStrip text={movedText(moved, ctx)} {...undoOf(ctx, moved, here)} />
      ) : null}
      {made && planned.some((one) => one.order?.number === number) ? (
        <MadeStrip
          productions={planned}
          undo={
            may(ctx.role, "production.write")
              ? { action: undoMakeAction, fields: { made, back: here } }
              : null
          }
        />
      ) : null}
      <QueueStrip flash={flash} role={ctx.role} back={here} />
      {flash?.kind === "done" && flash.code.startsWith("shipment_") ? (
        <MoveStrip text={shipmentWords(flash)} />
      ) : null}
      {refused.map((words) => (
        <MoveStrip key={words} tone="caution" text={`Nothing changed. ${words}`} />
      ))}
    </div>
  );
}

function shipmentWords({ code, data }: Flash): string {
  const number = String(data?.shipment ?? "");
  return code === "shipment_prepared"
    ? `${number} is prepared. Print its label or mark it as shipped when it leaves.`
    : `${number} is changed.`;
}

function undoOf(ctx: Context, batch: MoveBatch | null, back: string) {
  return batch?.undoable && may(ctx.role, "orders.move")
    ? { undo: { action: undo, fields: { batch: batch.batchId, back } } }
    : {};
}
