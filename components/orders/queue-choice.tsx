import Form from "next/form";
import Link from "next/link";
import { Button, buttonVariants } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type QueuePlace, queueHref } from "@/lib/orders/queue-input";

type QueueChoiceProps = {
  readonly order: string;
  readonly back: string;
  readonly place: QueuePlace | null;
  /** Why the order named can't be a neighbour. */
  readonly error: string | undefined;
};

const STEPS = [
  { to: "first", label: "To the top" },
  { to: "up", label: "Up one" },
  { to: "down", label: "Down one" },
  { to: "last", label: "To the end" },
] as const;

/** Where the order may go. Choosing only shows what would happen, so these are links and a search. */
export function QueueChoice({ order, back, place, error }: QueueChoiceProps) {
  return (
    <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
      <nav
        aria-label="Places"
        className="flex flex-wrap gap-2 max-md:grid max-md:w-full max-md:grid-cols-2"
      >
        {STEPS.map(({ to, label }) => (
          <Link
            key={to}
            href={queueHref(order, { to }, back)}
            aria-current={place !== null && "to" in place && place.to === to ? "true" : undefined}
            className={`${buttonVariants({ variant: "quiet" })} aria-[current]:border-accent aria-[current]:text-accent`}
          >
            {label}
          </Link>
        ))}
      </nav>
      <Form
        action={queueHref(order, null, back).split("?")[0] ?? ""}
        className="flex items-end gap-2 max-md:w-full"
      >
        <input type="hidden" name="back" value={back} />
        <Field label="Before order" error={error} className="max-md:flex-1">
          {(control) => (
            <Input
              {...control}
              name="before"
              required
              maxLength={40}
              autoComplete="off"
              autoCapitalize="characters"
              placeholder="SO-1042"
              defaultValue={place !== null && "before" in place ? place.before : ""}
              className="md:w-36"
            />
          )}
        </Field>
        <Button type="submit">Show</Button>
      </Form>
    </div>
  );
}
