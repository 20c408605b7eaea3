import type { Metadata } from "next";
import Form from "next/form";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PromiseAnswer } from "@/components/orders/promise-answer";
import { spareWords } from "@/components/orders/promise-words";
import { Alert } from "@/components/ui/alert";
import { Button, ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { promiseOf } from "@/lib/orders/lifecycle";
import { type OrderPromise, promiseDate } from "@/lib/orders/promise";
import { asksInAddress } from "@/lib/orders/promise-input";
import { type LoadedPage, loadOrder } from "../load-order";

type PromiseProps = {
  params: Promise<{ number: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: PromiseProps): Promise<Metadata> {
  return { title: `Promise more for ${(await params).number}` };
}

/** By which day more units could be promised for an order, before anybody changes it. */
export default async function PromisePage({ params, searchParams }: PromiseProps) {
  const page = await loadOrder((await params).number);
  if (page === null) {
    notFound();
  }
  const { number } = page.detail.order.row;
  const { sku, quantity } = await searchParams;
  const asked = new URLSearchParams({ sku: textOf(sku), quantity: textOf(quantity) });
  const asks = asksInAddress(asked);
  const promise = asks.length > 0 ? await promiseDate(page.ctx, asks, number) : null;
  const options = new Map(page.detail.lines.map((line) => [line.sku, `${line.sku} ${line.name}`]));
  return (
    <div className="flex max-w-3xl flex-col gap-4 *:mb-0">
      <PageHeader
        title="Promise date for more units"
        back={{ href: `/orders/${number}`, label: number }}
        description={page.detail.client.name}
      />
      <Section
        title="What if"
        description="Shows by which day more could be there. Nothing is saved or reserved."
      >
        <Form
          action={`/orders/${encodeURIComponent(number)}/promise`}
          className="grid items-end gap-3 sm:grid-cols-[1fr_7rem_auto]"
        >
          <Field label="Product">
            {(control) => (
              <Select
                {...control}
                name="sku"
                options={[...options].map(([value, label]) => ({ value, label }))}
                defaultValue={textOf(sku)}
              />
            )}
          </Field>
          <Field label="More units">
            {(control) => (
              <Input
                {...control}
                name="quantity"
                inputMode="decimal"
                autoComplete="off"
                required
                defaultValue={textOf(quantity)}
              />
            )}
          </Field>
          <Button type="submit" variant="primary">
            Show
          </Button>
        </Form>
      </Section>
      {promise === null && textOf(quantity) !== "" ? (
        <Alert tone="caution" title="More units must be a number such as 3 or 2.5." />
      ) : null}
      {promise?.ok === false ? (
        <Alert tone="caution" title={`${number} is not open, so it gets no more stock.`} />
      ) : null}
      {promise?.ok ? <Answer page={page} promise={promise.value} /> : null}
    </div>
  );
}

function Answer({ page, promise }: { page: LoadedPage; promise: OrderPromise }) {
  const { ctx, detail } = page;
  const { row } = detail.order;
  const reader = { locale: ctx.workspace.locale, today: ctx.today };
  const day = promiseOf(row);
  const label = row.shipByOn === null ? "due day" : "ship-by day";
  return (
    <Section
      title="Promise date"
      actions={
        <ButtonLink href={`/orders/${row.number}/edit`} size="sm">
          Edit the order
        </ButtonLink>
      }
    >
      <PromiseAnswer
        promise={promise}
        spare={spareWords(promise.on, day === null ? null : { label, day }, reader)}
        {...reader}
      />
      <Takes numbers={promise.takesFrom} />
    </Section>
  );
}

/** So many are named; the rest is counted. */
const NAMED = 8;

/** The order keeps its place, so what it gets more is missing behind it. */
function Takes({ numbers }: { numbers: readonly string[] }) {
  if (numbers.length === 0) {
    return (
      <p className="mt-3 text-muted text-sm">No other order would have less or wait longer.</p>
    );
  }
  const more = numbers.length - NAMED;
  return (
    <p className="mt-3 text-sm">
      {numbers.length === 1
        ? "1 order behind it would have less or wait longer: "
        : `${numbers.length} orders behind it would have less or wait longer: `}
      {numbers.slice(0, NAMED).map((other, at) => (
        <span key={other}>
          {at > 0 ? ", " : ""}
          <Link
            href={`/orders/${encodeURIComponent(other)}`}
            className="text-accent tabular-nums underline underline-offset-2"
          >
            {other}
          </Link>
        </span>
      ))}
      {more > 0 ? ` and ${more} more` : ""}.
    </p>
  );
}

const textOf = (value: string | string[] | undefined): string =>
  typeof value === "string" ? value : "";
