import { Ellipsis } from "lucide";
import { DetailMenuTrigger } from "@/components/orders/detail-menu-trigger";
import { DialogMenuItem, DialogPanel } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { Input } from "@/components/ui/input";
import { Menu } from "@/components/ui/menu";
import { PendingButton } from "@/components/ui/pending-button";
import {
  blockAction,
  cancelAction,
  finishShortAction,
  reopenAction,
  startAction,
  unblockAction,
} from "@/lib/production/actions";
import type { ProductionAct } from "@/lib/production/state";
import { type Quantity, quantityText } from "@/lib/shared/quantity";

const BESIDE = [
  { act: "start", label: "Start", run: startAction },
  { act: "unblock", label: "Unblock", run: unblockAction },
  { act: "reopen", label: "Reopen", run: reopenAction },
] as const;

type ProductionActionsProps = {
  readonly number: string;
  readonly acts: readonly ProductionAct[];
  readonly production: { readonly made: Quantity; readonly quantity: Quantity };
};

/** What can be done to a production order besides reporting; what ends or stops it asks first. */
export function ProductionActions({ number, acts, production }: ProductionActionsProps) {
  const { made, quantity } = production;
  const dialogs = [
    {
      act: "block",
      label: "Block",
      title: `Block ${number}`,
      text: "It shows as blocked here and in its order until somebody unblocks it.",
      run: blockAction,
    },
    {
      act: "finish_short",
      label: "Finish short",
      title: `Finish ${number} with ${quantityText(made)} of ${quantityText(quantity)}`,
      text: `The other ${quantityText(Math.max(0, quantity - made))} will not come; what they were to cover is short again. Reopen takes it back.`,
      run: finishShortAction,
    },
    {
      act: "cancel",
      label: "Cancel production order",
      title: `Cancel ${number}: its ${quantityText(quantity)} will not come`,
      text: "What they were to cover is short again. Reopen takes it back.",
      run: cancelAction,
    },
  ] as const;
  const offered = dialogs.filter(({ act }) => acts.includes(act));
  const fields = <input type="hidden" name="number" value={number} />;
  return (
    <>
      <form className="contents">
        {fields}
        {BESIDE.filter(({ act }) => acts.includes(act)).map(({ act, label, run }) => (
          <PendingButton key={act} formAction={run}>
            {label}
          </PendingButton>
        ))}
        {offered.length > 0 ? (
          <Menu
            trigger={
              <DetailMenuTrigger>
                <Icon of={Ellipsis} />
              </DetailMenuTrigger>
            }
            label="More actions"
            triggerStyle={{ size: "icon" }}
          >
            {offered.map(({ act, label }) => (
              <DialogMenuItem key={act} dialog={`dialog-${act}`}>
                {label}
              </DialogMenuItem>
            ))}
          </Menu>
        ) : null}
      </form>
      {offered.map(({ act, label, title, text, run }) => (
        <DialogPanel key={act} id={`dialog-${act}`} title={title}>
          <form action={run}>
            {fields}
            <p className="text-muted">{text}</p>
            {act === "block" ? (
              <Field label="Why does it stand still?" className="mt-3">
                {(control) => <Input {...control} name="reason" maxLength={200} required />}
              </Field>
            ) : null}
            <div className="mt-5 flex justify-end">
              <PendingButton variant={act === "cancel" ? "danger" : "primary"}>
                {label}
              </PendingButton>
            </div>
          </form>
        </DialogPanel>
      ))}
    </>
  );
}
