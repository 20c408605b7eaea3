import "server-only";
import { z } from "@hono/zod-openapi";
import { ASN_FORMATS, ASN_STATES } from "@/db/schema/asns";
import { moves } from "./order";
import { instantOf, orderNumber, said, textOf, textOrNull, whole } from "./values";

const asn = z
  .object({
    shipment: textOf("The shipment it announces.", "SH-1001"),
    state: said(z.enum(ASN_STATES), "Where it stands.", "sent"),
    format: said(
      z.enum(ASN_FORMATS),
      "`x12_856`: an X12 856. `channel`: a marketplace's ship confirmation. `manual`: recorded by a person.",
      "x12_856",
    ),
    control_number: said(whole(), "Its interchange control number.", 1),
    sent_at: instantOf("When it was sent."),
    sent_by: textOrNull("Who sent it: a person, a rule, or a key's name.", "Ana"),
    cancelled_at: instantOf("When it was taken back."),
  })
  .openapi("Asn");

const fields = {
  order: orderNumber(),
  state: said(
    z.enum(["not_sent", ...ASN_STATES]),
    "The state of the latest one; `not_sent` where there is none.",
    "sent",
  ),
  asns: z.array(asn).meta({ description: "Every ASN of it, oldest first." }),
};
const ofShipment = { ...fields, shipment: textOf("The shipment's number.", "SH-1001") };

export const orderAsns = z.object(fields).openapi("OrderAsns");
export const shipmentAsns = z.object(ofShipment).openapi("ShipmentAsns");
export const sentOrderAsns = z.object({ ...fields, moved: moves }).openapi("SentOrderAsns");
export const sentShipmentAsns = z
  .object({ ...ofShipment, moved: moves })
  .openapi("SentShipmentAsns");
