import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PendingButton } from "@/components/ui/pending-button";
import { type Quantity, quantityText } from "@/lib/shared/quantity";

export type OwedLine = {
  readonly line: number;
  readonly sku: string;
  readonly name: string;
  readonly owed: Quantity;
  readonly shortClosed: Quantity;
  /** Of what is owed, in a draft shipment already. */
  readonly drafted: Quantity;
};

export type ShortCloseActs = {
  readonly give: (form: FormData) => Promise<void>;
  readonly takeBack: (form: FormData) => Promise<void>;
};

type OwedProps = {
  readonly order: string;
  readonly lines: readonly OwedLine[];
  readonly hasLeft: boolean;
  readonly acts: ShortCloseActs | null;
};

const total = (lines: readonly OwedLine[], of: (line: OwedLine) => Quantity) =>
  lines.reduce((sum, line) => sum + of(line), 0);

const listed = (lines: readonly OwedLine[], of: (line: OwedLine) => Quantity) =>
  lines
    .filter((line) => of(line) > 0)
    .map((line) => `${quantityText(of(line))}× ${line.sku}`)
    .join(", ");

/** The backorder in words, and the way to give it up, or to owe again what was given up. */
export function Owed({ order, lines, hasLeft, acts }: OwedProps) {
  const owed = total(lines, (line) => line.owed);
  const given = total(lines, (line) => line.shortClosed);
  const open = lines.filter((line) => line.owed > line.drafted);
  const isShown = (hasLeft && owed > 0) || given > 0;
  if (!isShown) {
    return null;
  }
  const fields = (
    <>
      <input type="hidden" name="order" value={order} />
      <input type="hidden" name="back" value={`/orders/${order}`} />
    </>
  );
  return (
    <div className="grid gap-2 border-t px-4 py-2.5 text-sm">
      {hasLeft && owed > 0 ? (
        <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
          <p className="min-w-0">
            <span className="font-semibold tabular-nums">{quantityText(owed)} still owed</span>
            <span className="text-muted">: {listed(lines, (line) => line.owed)}</span>
          </p>
          {acts && open.length > 0 ? (
            <ShortCloseDialog order={order} lines={open} give={acts.give} />
          ) : null}
        </div>
      ) : null}
      {given > 0 ? (
        <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
          <p className="min-w-0">
            <span className="font-semibold tabular-nums">{quantityText(given)} short-closed</span>
            <span className="text-muted">: {listed(lines, (line) => line.shortClosed)}</span>
          </p>
          {acts ? (
            <form action={acts.takeBack}>
              {fields}
              <PendingButton size="sm" variant="ghost">
                Owe it again
              </PendingButton>
            </form>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

type ShortCloseProps = {
  readonly order: string;
  readonly lines: readonly OwedLine[];
  readonly give: (form: FormData) => Promise<void>;
};

function ShortCloseDialog({ order, lines, give }: ShortCloseProps) {
  return (
    <Dialog
      trigger="Short-close"
      triggerStyle={{ size: "sm", variant: "ghost" }}
      title={`Short-close ${order}: this will not be shipped`}
    >
      <form action={give}>
        <input type="hidden" name="order" value={order} />
        <input type="hidden" name="back" value={`/orders/${order}`} />
        <p className="text-muted">It is no longer owed, and what is reserved for it is free.</p>
        <div className="mt-3 grid gap-3">
          {lines.map(({ line, sku, name, owed, drafted }, index) => (
            <div key={line} className="flex items-end justify-between gap-4">
              <input type="hidden" name={`lines.${index}.line`} value={line} />
              <p className="min-w-0 pb-1.5">
                {name}
                <span className="block truncate text-muted text-sm">{sku}</span>
              </p>
              <Field label={`of ${quantityText(owed - drafted)}`} className="w-24 shrink-0">
                {(control) => (
                  <Input
                    {...control}
                    name={`lines.${index}.quantity`}
                    inputMode="decimal"
                    autoComplete="off"
                    maxLength={30}
                    defaultValue={quantityText(owed - drafted)}
                    aria-label={`Quantity of ${sku} to short-close`}
                    className="text-right tabular-nums"
                  />
                )}
              </Field>
            </div>
          ))}
        </div>
        <div className="mt-5 flex justify-end max-md:[&>button]:w-full">
          <PendingButton variant="danger">Short-close</PendingButton>
        </div>
      </form>
    </Dialog>
  );
}
