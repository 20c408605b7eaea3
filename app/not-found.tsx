import type { Metadata } from "next";
import { PlainPage } from "@/components/shell/plain-page";
import { ButtonLink } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <PlainPage
      title="We can't find that page"
      actions={
        <ButtonLink href="/orders/open" variant="primary">
          Go to orders
        </ButtonLink>
      }
    >
      <p className="text-muted">It may have been moved, or it never existed in this workspace.</p>
    </PlainPage>
  );
}
