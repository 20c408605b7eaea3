import type { Metadata } from "next";
import { EndpointForm } from "@/components/api/endpoint-form";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { requireContext } from "@/lib/auth/session";
import { addEndpointAction } from "@/lib/webhooks/actions";

export const metadata: Metadata = { title: "New endpoint" };

export default async function NewEndpointPage() {
  await requireContext("api.write");
  return (
    <div className="max-w-4xl">
      <PageHeader
        title="New endpoint"
        back={{ href: "/settings/api", label: "API and webhooks" }}
      />
      <Section title="Endpoint">
        <EndpointForm action={addEndpointAction} endpoint={null} cancelHref="/settings/api" />
      </Section>
    </div>
  );
}
