import type { Metadata } from "next";
import { PlainPage } from "@/components/shell/plain-page";
import { buttonVariants } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <PlainPage
      title="We can't find that page"
      actions={
        // A plain anchor: every page carries this one along, and the router's link with it.
        <a href="/" className={buttonVariants({ variant: "primary" })}>
          Go to orders
        </a>
      }
    >
      <p className="text-muted">It may have been moved, or it never existed in this workspace.</p>
    </PlainPage>
  );
}
