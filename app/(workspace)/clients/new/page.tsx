import type { Metadata } from "next";
import { ClientForm } from "@/components/clients/client-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth/session";
import { createClientAction } from "@/lib/clients/actions";
import { CONTACTS_MAX } from "@/lib/clients/input";

export const metadata: Metadata = { title: "New client" };

export default async function NewClientPage() {
  const ctx = await requireContext("clients.write");
  return (
    <div className="max-w-4xl">
      <PageHeader title="New client" back={{ href: "/clients", label: "Clients" }} />
      <ClientForm
        action={createClientAction}
        client={null}
        contactsMax={CONTACTS_MAX}
        shipComplete={ctx.workspace.shipComplete}
      />
    </div>
  );
}
