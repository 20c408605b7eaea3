import { CopyField } from "@/components/forms/copy-field";
import { Alert } from "@/components/ui/alert";
import { PendingButton } from "@/components/ui/pending-button";
import { Section } from "@/components/ui/section";
import type { FormAction } from "@/lib/auth/guarded-action";

type SecretSectionProps = {
  readonly id: string;
  readonly secret: string | null;
  readonly overlap: boolean;
  readonly ask: FormAction;
};

/** The secret that proves deliveries, and its rotation. */
export function SecretSection({ id, secret, overlap, ask }: SecretSectionProps) {
  return (
    <Section
      title="Signing secret"
      description="Deliveries are signed by Standard Webhooks; any library for it checks them with this."
    >
      <div className="flex flex-col gap-3">
        {secret === null ? (
          <Alert
            tone="critical"
            title="The secret can’t be read any more, because AUTH_SECRET was changed. Rotate it."
          />
        ) : (
          <CopyField label="Signing secret" value={secret} button="Copy secret" />
        )}
        <form action={ask} className="flex flex-wrap items-center gap-2">
          <input type="hidden" name="id" value={id} />
          <PendingButton name="request" value="rotate_secret">
            Rotate the secret
          </PendingButton>
          {overlap ? (
            <>
              <PendingButton name="request" value="end_overlap" variant="quiet">
                End the one before
              </PendingButton>
              <span className="text-muted text-sm">
                The secret before still signs, too, for a day.
              </span>
            </>
          ) : null}
        </form>
      </div>
    </Section>
  );
}
