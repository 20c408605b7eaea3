"use client";

import { useState } from "react";
import { FormFooter } from "@/components/forms/form-footer";
import { TextField } from "@/components/forms/text-field";
import { useActionForm } from "@/components/forms/use-action-form";
import { Alert } from "@/components/ui/alert";
import { Button, ButtonLink } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { Action } from "@/lib/auth/guarded-action";
import { parseQuantity, type Quantity, quantityText } from "@/lib/shared/quantity";
import { PackageFields } from "./package-fields";
import { SHIPMENT_REFUSALS } from "./words";

export type PackableLine = {
  readonly line: number;
  readonly sku: string;
  readonly name: string;
  readonly owed: Quantity;
  /** What could leave now: reserved units, what is owed of untracked products. */
  readonly free: Quantity;
  /** What may leave beyond what is owed: the line's allowance, as far as units are nobody's. */
  readonly beyond: Quantity;
  /** What is left of the line's allowance, free units or not. */
  readonly allowed: Quantity;
};

type ShipmentFormProps = {
  readonly action: Action<unknown>;
  readonly order: string;
  /** The shipment that is changed; none for a new one. */
  readonly shipment?: { readonly number: string; readonly version: number };
  readonly lines: readonly PackableLine[];
  /** Quantities as text, by package and line; none where the contents can't change any more. */
  readonly packages: readonly (readonly string[])[] | null;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly plannedShipOn: string | null;
  readonly backHref: string;
};

const sumOf = (packages: readonly (readonly string[])[], index: number): Quantity =>
  packages.reduce((sum, one) => sum + Math.max(0, parseQuantity(one[index] || "0") ?? 0), 0);

/** What leaves in which package, and who carries it. */
export function ShipmentForm(props: ShipmentFormProps) {
  const { action, order, shipment, lines, carrier, trackingNumber, backHref } = props;
  const { form, pending, message, ...fields } = useActionForm(action, SHIPMENT_REFUSALS);
  const [packages, setPackages] = useState(() => (props.packages ?? []).map((one) => [...one]));
  const set = (at: number, line: number, text: string) =>
    setPackages(
      packages.map((one, index) =>
        index === at ? one.map((old, place) => (place === line ? text : old)) : one,
      ),
    );
  const packed = lines.map((_, index) => sumOf(packages, index));
  return (
    <form {...form} className="flex max-w-3xl flex-col gap-4">
      <input type="hidden" name="order" value={order} />
      {shipment ? (
        <>
          <input type="hidden" name="shipment" value={shipment.number} />
          <input type="hidden" name="version" value={shipment.version} />
        </>
      ) : null}
      {packages.map((quantities, at) => (
        <PackageFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a package is its place.
          key={at}
          at={at}
          count={packages.length}
          lines={lines}
          quantities={quantities}
          packed={packed}
          error={(line) => fields.fieldError(`packages.${at}.lines.${line}.quantity`)}
          onChange={(line, text) => set(at, line, text)}
          onRemove={() => setPackages(packages.filter((_, index) => index !== at))}
        />
      ))}
      {props.packages ? (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-muted" role="status">
            {summary(lines, packed, packages.length)}
          </p>
          <Button
            size="sm"
            className="needs-script"
            onClick={() => setPackages([...packages, lines.map(() => "")])}
          >
            Add a package
          </Button>
        </div>
      ) : null}
      {fields.fieldError("packages") ? (
        <Alert tone="critical" role="alert" title={fields.fieldError("packages")} />
      ) : null}
      <Section title={props.packages ? "Day and carrier" : "Carrier"}>
        <div className={`grid gap-4 ${props.packages ? "sm:grid-cols-3" : "sm:grid-cols-2"}`}>
          {props.packages ? (
            <TextField
              fields={fields}
              name="plannedShipOn"
              label="Planned to ship on"
              type="date"
              initial={props.plannedShipOn}
              optional
            />
          ) : null}
          <TextField
            fields={fields}
            name="carrier"
            label="Carrier"
            initial={carrier}
            maxLength={80}
            autoComplete="off"
            autoCapitalize="words"
            optional
          />
          <TextField
            fields={fields}
            name="trackingNumber"
            label="Tracking number"
            initial={trackingNumber}
            maxLength={80}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            optional
          />
        </div>
      </Section>
      <FormFooter
        pending={pending}
        message={message}
        done={null}
        submit={shipment ? "Save" : "Prepare shipment"}
      >
        <ButtonLink href={backHref}>Cancel</ButtonLink>
      </FormFooter>
    </form>
  );
}

/** "5 units in 2 packages. 3 stay owed." */
function summary(
  lines: readonly PackableLine[],
  packed: readonly Quantity[],
  packages: number,
): string {
  const units = packed.reduce((sum, quantity) => sum + quantity, 0);
  const rest = lines.reduce(
    (sum, line, index) => sum + Math.max(0, line.owed - (packed[index] ?? 0)),
    0,
  );
  const what = units === 1000 ? "1 unit" : `${quantityText(units)} units`;
  const where = packages === 1 ? "in 1 package" : `in ${packages} packages`;
  return `${what} ${where}. ${rest > 0 ? `${quantityText(rest)} stay owed.` : "Nothing stays owed."}`;
}
