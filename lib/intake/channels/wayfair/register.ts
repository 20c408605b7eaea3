import "server-only";
import { z } from "zod";
import { askWayfair } from "./client";
import type { Carriage } from "./notice";
import type { PurchaseOrder } from "./purchase-order";
import type { WayfairAccount } from "./settings";
import { wayfairTime } from "./times";

const LABELS = "carrier carrierCode trackingNumber";

const MUTATION = `
  mutation Register($registration: RegistrationInput!) {
    purchaseOrders { register(registrationInput: $registration) { id shippingLabelInfo { ${LABELS} } } }
  }`;

const eventSchema = z.object({
  shippingLabelInfo: z
    .array(
      z.object({
        carrier: z.string().nullish(),
        carrierCode: z.string().nullish(),
        trackingNumber: z.string().nullish(),
      }),
    )
    .nullish(),
});

type LabelEvent = z.output<typeof eventSchema>;

const eventsSchema = z.object({ labelGenerationEvents: z.array(eventSchema).nullable() });
const registeredSchema = z.object({ purchaseOrders: z.object({ register: eventSchema }) });

/**
 * What Wayfair's own carrier account ships an order with. Registering makes the labels, so an order that has been
 * registered already, here or in Partner Home, is not registered again. The number is known there without its letters.
 */
export async function registeredCarriage(
  account: WayfairAccount,
  order: PurchaseOrder,
  pickupAt: Date,
  until: number,
): Promise<Carriage> {
  const number = JSON.stringify(order.poNumber.replace(/\D/g, ""));
  const query = `{
    labelGenerationEvents(filters: [{ field: poNumber, equals: ${number} }], limit: 1) {
      id shippingLabelInfo { ${LABELS} }
    }
  }`;
  const [known] = (await askWayfair(account, query, {}, eventsSchema)).labelGenerationEvents ?? [];
  return carriageOf(known ?? (await register(account, order, pickupAt, until)));
}

async function register(
  account: WayfairAccount,
  order: PurchaseOrder,
  pickupAt: Date,
  until: number,
): Promise<LabelEvent> {
  const registration = {
    poNumber: order.poNumber,
    warehouseId: Number(order.warehouse?.id ?? order.supplierId),
    requestForPickupDate: wayfairTime(pickupAt),
  };
  const data = await askWayfair(account, MUTATION, { registration }, registeredSchema, until);
  return data.purchaseOrders.register;
}

function carriageOf({ shippingLabelInfo }: LabelEvent): Carriage {
  const [label] = shippingLabelInfo ?? [];
  return { carrier: label?.carrierCode ?? null, trackingNumber: label?.trackingNumber ?? null };
}
