import { MoveStrip } from "@/components/orders/move-strip";
import { MoveToast } from "@/components/orders/move-toast";
import { MadeStrip } from "@/components/production/made-strip";
import { readFlash } from "@/lib/auth/flash";
import { may } from "@/lib/auth/permissions";
import { findPrintResult } from "@/lib/documents/queries";
import { undo } from "@/lib/moves/actions";
import { findBatch, type MoveBatch } from "@/lib/moves/queries";
import { refusalWords } from "@/lib/orders/refusal-words";
import { undoMakeAction } from "@/lib/production/actions";
import { findMade } from "@/lib/production/queries";
import type { Context } from "@/lib/workspaces/context";
import { QueueStrip } from "./queue-strip";
import { movedText, printedText, type Refused, refusedOf } from "./strip-words";

type ListStripsProps = {
  readonly ctx: Context;
  /** The address of this list, for coming back to it. */
  readonly here: string;
  readonly job: string | null;
  readonly batch: string | null;
  /** What a press of Make planned. */
  readonly made: string | null;
  /** The last moves into this tab, as the list knows them. */
  readonly recent: string | null;
};

const FILES = [
  { kind: "label", label: "Open labels", file: "label.pdf" },
  { kind: "packing_slip", label: "Open packing slips", file: "packing_slip.pdf" },
  { kind: "bill_of_lading", label: "Open bills of lading", file: "bill_of_lading.pdf" },
] as const;

/** What just happened to orders: what was printed, what moved, what was refused and why, and the way back. */
export async function ListStrips({ ctx, here, job, batch, made, recent }: ListStripsProps) {
  const [[name, value] = ["", null]] = Object.entries({ job, batch, made }).filter(([, id]) => id);
  const path = value ? `${here}${here.includes("?") ? "&" : "?"}${name}=${value}` : here;
  const [printed, told, planned, flash] = await Promise.all([
    job ? findPrintResult(ctx, job) : null,
    findBatch(ctx, job ?? batch ?? ""),
    made ? findMade(ctx, made) : [],
    readFlash(path),
  ]);
  const latest = told ?? (recent ? await undoableBatch(ctx, recent) : null);
  const refused = [
    ...(printed?.refused.map(({ order, code, data }) => ({
      order,
      words: refusalWords(code, data),
    })) ?? []),
    ...refusedOf(flash),
  ];
  const canUndo = may(ctx.role, "orders.move");
  return (
    <div className="flex flex-col gap-2 pt-3 empty:hidden">
      {printed && printed.documents.length > 0 ? (
        <MoveStrip
          text={printedText(printed, told)}
          links={FILES.filter(({ kind }) => printed.documents.some((one) => one.kind === kind)).map(
            ({ label, file }) => ({ href: `/api/print-jobs/${printed.id}/${file}`, label }),
          )}
          {...undoOf(told, here, canUndo)}
        />
      ) : made && planned.length > 0 ? (
        <MadeStrip
          productions={planned}
          undo={
            may(ctx.role, "production.write")
              ? { action: undoMakeAction, fields: { made, back: here } }
              : null
          }
        />
      ) : latest ? (
        <MoveStrip text={movedText(latest, ctx)} {...undoOf(latest, here, canUndo)} />
      ) : null}
      <QueueStrip flash={flash} role={ctx.role} back={here} />
      {refused.length > 0 ? <RefusedStrip refused={refused} /> : null}
      {told?.undoable && canUndo ? (
        <MoveToast
          key={told.batchId}
          text={movedText(told, ctx)}
          fields={{ batch: told.batchId, back: here }}
          undo={undo}
        />
      ) : null}
    </div>
  );
}

/** What happened without being told of is worth a strip only where it can be taken back. */
async function undoableBatch(ctx: Context, id: string): Promise<MoveBatch | null> {
  const batch = await findBatch(ctx, id);
  return batch?.undoable ? batch : null;
}

function undoOf(batch: MoveBatch | null, back: string, canUndo: boolean) {
  return batch?.undoable && canUndo
    ? { undo: { action: undo, fields: { batch: batch.batchId, back } } }
    : {};
}

function RefusedStrip({ refused }: { refused: readonly Refused[] }) {
  const count = refused.reduce((sum, one) => sum + (one.order ? 1 : 0), 0);
  const text =
    count === 0
      ? (refused[0]?.words ?? "")
      : count === 1
        ? "1 order was left as it is."
        : `${count} orders were left as they are.`;
  return (
    <MoveStrip text={text} tone="caution">
      {count > 0 ? (
        <ul className="text-muted">
          {refused.map((one) => (
            <li key={one.order}>
              <span className="font-semibold text-ink tabular-nums">{one.order}</span> {one.words}
            </li>
          ))}
        </ul>
      ) : null}
    </MoveStrip>
  );
}
