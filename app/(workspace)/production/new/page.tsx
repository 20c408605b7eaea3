import type { Metadata } from "next";
import { NewProductionForm } from "@/components/production/new-production-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth/session";
import { createAction } from "@/lib/production/actions";
import { makeableProducts } from "@/lib/production/queries";
import { addDays } from "@/lib/shared/dates";

export const metadata: Metadata = { title: "New production order" };

type NewProductionProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Where nothing else says when, it is wanted in so many days. */
const DAYS = 14;

export default async function NewProductionPage({ searchParams }: NewProductionProps) {
  const ctx = await requireContext("production.write");
  const given = await searchParams;
  const textOf = (name: string) => (typeof given[name] === "string" ? given[name] : "");
  return (
    <>
      <PageHeader
        title="New production order"
        back={{ href: "/production", label: "Production" }}
      />
      <NewProductionForm
        action={createAction}
        products={await makeableProducts(ctx)}
        initial={{
          sku: textOf("sku"),
          quantity: textOf("quantity"),
          dueOn: addDays(ctx.today, DAYS),
          order: textOf("order"),
        }}
        formKey={crypto.randomUUID()}
      />
    </>
  );
}
