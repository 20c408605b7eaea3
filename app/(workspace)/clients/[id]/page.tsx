import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ClientForm } from "@/components/clients/client-form";
import { FlashNotice } from "@/components/forms/flash-notice";
import { PageHeader } from "@/components/ui/page-header";
import { Facts, Section } from "@/components/ui/section";
import { readFlash } from "@/lib/auth/flash";
import { may } from "@/lib/auth/permissions";
import { requireContext } from "@/lib/auth/session";
import { updateClientAction } from "@/lib/clients/actions";
import { CONTACTS_MAX } from "@/lib/clients/input";
import { type ClientDetail, findClient } from "@/lib/clients/queries";
import type { Address } from "@/lib/shared/address";

import { ClientPortal } from "./client-portal";

type ClientProps = { params: Promise<{ id: string }> };

const load = cache(async (id: string) => {
  const ctx = await requireContext("clients.read");
  const client = await findClient(ctx, { id });
  return client === null ? notFound() : { ctx, client };
});

export async function generateMetadata({ params }: ClientProps): Promise<Metadata> {
  const { client } = await load((await params).id);
  return { title: client.name };
}

export default async function ClientPage({ params }: ClientProps) {
  const { id } = await params;
  const { ctx, client } = await load(id);
  const flash = await readFlash(`/clients/${id}`);
  return (
    <div className="max-w-4xl">
      <PageHeader
        title={client.name}
        back={{ href: "/clients", label: "Clients" }}
        description={usage(client)}
      />
      <FlashNotice flash={flash} words={{ created: ({ name }) => `${name} is now a client.` }} />
      {may(ctx.role, "clients.write") ? (
        <ClientForm
          action={updateClientAction}
          client={client}
          contactsMax={CONTACTS_MAX}
          shipComplete={ctx.workspace.shipComplete}
        />
      ) : (
        <ReadOnlyClient client={client} />
      )}
      {may(ctx.role, "users.write") ? (
        <div className="mt-6">
          <ClientPortal ctx={ctx} client={client} />
        </div>
      ) : null}
    </div>
  );
}

function usage({ code, orders }: ClientDetail) {
  if (orders === 0) {
    return "No orders yet.";
  }
  return (
    <Link href={`/orders/open?client=${encodeURIComponent(code)}`} className="hover:underline">
      Used in {orders === 1 ? "1 order" : `${orders} orders`}.
    </Link>
  );
}

function ReadOnlyClient({ client }: { client: ClientDetail }) {
  const partial = { true: "Partial allowed", false: "Complete only", null: "As the workspace" };
  return (
    <Section title="Client" description="An owner or admin can change it.">
      <Facts
        items={[
          { label: "Code", value: client.code },
          { label: "Shipments", value: partial[`${client.allowPartial}`] },
          { label: "Ships to", value: <AddressText address={client.shipTo} /> },
          { label: "Bills to", value: <AddressText address={client.billTo} /> },
          ...client.contacts.map((contact) => ({
            label: contact.name,
            value: [contact.email, contact.phone].filter(Boolean).join(", ") || "–",
          })),
        ]}
      />
    </Section>
  );
}

function AddressText({ address }: { address: Address | null }) {
  if (address === null) {
    return "–";
  }
  const { name, line1, line2, postalCode, city, region, country } = address;
  const place = [postalCode, city].filter(Boolean).join(" ");
  return [name, line1, line2, place, region, country].filter(Boolean).join(", ");
}
