"use client";

import { useState } from "react";
import { ButtonLink } from "@/components/ui/button";
import { PendingButton } from "@/components/ui/pending-button";
import { queueHref } from "@/lib/orders/queue-input";
import type { TipActions } from "@/lib/orders/tip-actions";

export type TipMake = (form: FormData) => Promise<void>;

type ReasonActionsProps = {
  readonly order: string;
  readonly actions: TipActions;
  readonly make: TipMake;
};

/** What would help the order, at the end of its tip. The list comes back with what was planned. */
export function ReasonActions({ order, actions, make }: ReasonActionsProps) {
  // One opened tip makes once, however often it is pressed.
  const [key] = useState(() => crypto.randomUUID());
  const back = `${window.location.pathname}${window.location.search}`;
  if (actions.make === null && !actions.changesPriority) {
    return null;
  }
  return (
    <div className="mt-1 flex flex-wrap gap-2">
      {actions.make === null ? null : (
        <form action={make}>
          <input type="hidden" name="order" value={order} />
          <input type="hidden" name="key" value={key} />
          <input type="hidden" name="back" value={back} />
          <PendingButton size="sm">
            Make {actions.make}
            <span className="sr-only"> for {order}</span>
          </PendingButton>
        </form>
      )}
      {actions.changesPriority ? (
        <ButtonLink size="sm" variant="ghost" href={queueHref(order, null, back)}>
          Change priority<span className="sr-only"> of {order}</span>
        </ButtonLink>
      ) : null}
    </div>
  );
}
