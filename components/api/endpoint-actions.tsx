import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { PendingButton } from "@/components/ui/pending-button";
import type { FormAction } from "@/lib/auth/guarded-action";

type EndpointActionsProps = {
  readonly id: string;
  readonly isOff: boolean;
  readonly ask: FormAction;
  readonly test: FormAction;
};

/** What can be done to an endpoint beside changing it. */
export function EndpointActions({ id, isOff, ask, test }: EndpointActionsProps) {
  const hidden = (request: string) => (
    <>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="request" value={request} />
    </>
  );
  return (
    <>
      {isOff ? null : (
        <form action={test}>
          <input type="hidden" name="id" value={id} />
          <PendingButton>Send a test</PendingButton>
        </form>
      )}
      <form action={ask}>
        {hidden(isOff ? "switch_on" : "switch_off")}
        <PendingButton>{isOff ? "Switch on" : "Switch off"}</PendingButton>
      </form>
      <Dialog trigger="Remove" triggerStyle={{ variant: "danger" }} title="Remove this endpoint?">
        <form action={ask} className="flex flex-col gap-4">
          {hidden("remove")}
          <p>It is told of nothing more, and its delivery log goes with it.</p>
          <div>
            <Button type="submit" variant="danger">
              Remove the endpoint
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
