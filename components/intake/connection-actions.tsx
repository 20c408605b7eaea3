import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { PendingButton } from "@/components/ui/pending-button";
import type { FormAction } from "@/lib/auth/guarded-action";
import type { ConnectionSummary } from "@/lib/intake/connection-queries";

type ConnectionActionsProps = {
  readonly connection: Pick<ConnectionSummary, "id" | "name" | "state">;
  readonly ask: FormAction;
  readonly check: FormAction;
};

/** What can be done to a connection that is not disconnected. */
export function ConnectionActions({ connection, ask, check }: ConnectionActionsProps) {
  const { id, name, state } = connection;
  const asks = (request: string, label: string) => (
    <form action={ask}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="request" value={request} />
      <PendingButton>{label}</PendingButton>
    </form>
  );
  return (
    <>
      <form action={check}>
        <input type="hidden" name="id" value={id} />
        <PendingButton>Test</PendingButton>
      </form>
      {state === "active" ? asks("poll_now", "Fetch now") : null}
      {state === "active" ? asks("pause", "Pause") : asks("resume", "Resume")}
      <Dialog
        trigger="Disconnect"
        triggerStyle={{ variant: "danger" }}
        title={`Disconnect ${name}`}
      >
        <form action={ask} className="flex flex-col gap-4">
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="request" value="disconnect" />
          <p>
            Its secrets are deleted and nothing more comes in. Its orders stay, and go on when you
            connect the account again.
          </p>
          <div>
            <Button type="submit" variant="danger">
              Disconnect
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
