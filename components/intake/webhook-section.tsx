import { CopyField } from "@/components/forms/copy-field";
import { Alert } from "@/components/ui/alert";
import { PendingButton } from "@/components/ui/pending-button";
import { Section } from "@/components/ui/section";
import type { Action, FormAction } from "@/lib/auth/guarded-action";
import type { ConnectionDetail } from "@/lib/intake/connection-queries";
import { RotateSecretForm } from "./rotate-secret-form";

type WebhookSectionProps = {
  /** The connection's own address for calls of the channel. */
  readonly address: string;
  readonly connection: ConnectionDetail;
  readonly ask: FormAction;
  readonly rotate: Action<unknown>;
};

const TOPICS = ["orders/create", "orders/updated", "orders/cancelled"];

/** Where the channel sends its calls, and the secret that proves them. */
export function WebhookSection({ address, connection, ask, rotate }: WebhookSectionProps) {
  const { id, overlap, hasWebhookSecret, secretEnds } = connection;
  const end = secretEnds.webhookSecret ?? secretEnds.clientSecret ?? "";
  return (
    <Section
      title="Webhooks"
      className="mt-4"
      description="Have the shop send these topics to this address, as JSON."
    >
      <div className="flex flex-col gap-4">
        <CopyField label="Webhook address" value={address} button="Copy address" />
        <p className="flex flex-wrap gap-x-3 gap-y-1 text-sm">
          {TOPICS.map((topic) => (
            <code key={topic}>{topic}</code>
          ))}
        </p>
        {hasWebhookSecret ? (
          <p>
            The secret in force ends in <code>{end || "…"}</code>.
          </p>
        ) : (
          <Alert
            tone="caution"
            title="Without a webhook secret every call is refused: orders come only by fetching."
          />
        )}
        {overlap ? (
          <form action={ask} className="flex flex-wrap items-center gap-3">
            <input type="hidden" name="id" value={id} />
            <input type="hidden" name="request" value="end_overlap" />
            <p>The secret before is still good, so that no call is lost meanwhile.</p>
            <PendingButton>End the one before</PendingButton>
          </form>
        ) : null}
        <RotateSecretForm action={rotate} id={id} isFirst={!hasWebhookSecret} />
      </div>
    </Section>
  );
}
