/** Decides what the document says of clients: bodies and answers. */
import { z } from "@hono/zod-openapi";
import { keysetQuery, pageOf } from "./list";
import {
  flagOf,
  optionalText,
  orNull,
  said,
  seenVersion,
  text,
  textOf,
  textOrNull,
  versionOf,
} from "./values";

const CONTACTS_MAX = 10;

export const addressBody = z
  .object({
    name: said(text(200), "Who gets it.", "Acme Ltd"),
    line1: said(text(200), "Street and house number.", "Am Ufer 1"),
    line2: said(optionalText(200), "Building, floor, gate.", null),
    city: said(text(120), "City.", "Berlin"),
    region: said(optionalText(120), "State or region.", null),
    postal_code: said(
      z
        .string()
        .max(40)
        .nullish()
        .transform((code) => code ?? ""),
      "Postal code; some countries have none.",
      "10115",
    ),
    country: said(text(60), "Two letters of ISO 3166, or the country's name.", "DE"),
  })
  .openapi("AddressInput");

const contactBody = z.object({
  name: said(text(120), "The person's name.", "Ana Ruiz"),
  email: said(optionalText(254), "E-mail address.", "ana@acme.example"),
  phone: said(optionalText(40), "Telephone.", "+49 30 1234567"),
  gets_messages: said(
    z.boolean().optional(),
    "Whether the person is told of orders; left out, yes.",
    true,
  ),
});

const body = {
  allow_partial: said(
    z.boolean().nullish(),
    "Whether orders may ship in parts; null takes the workspace's rule.",
    null,
  ),
  ship_to: orNull(addressBody).optional().meta({ description: "Where goods go; null is none." }),
  bill_to: orNull(addressBody).optional().meta({ description: "Where invoices go; null is none." }),
  contacts: z
    .array(contactBody)
    .max(CONTACTS_MAX)
    .optional()
    .meta({ description: "People there." }),
};
const code = said(text(40), "The client's code, unique in the workspace.", "NORTHWIND");
const name = said(text(200), "The client's name.", "Northwind Traders");

export const newClient = z.object({ code, name, ...body }).openapi("NewClient");

export const clientChange = z
  .object({ code: code.optional(), name: name.optional(), ...body, version: seenVersion })
  .openapi("ClientChange");

const address = z
  .object({
    name: textOf("Who gets it.", "Acme Ltd"),
    line1: textOf("Street and house number.", "Am Ufer 1"),
    line2: textOrNull("Building, floor, gate.", null),
    city: textOf("City.", "Berlin"),
    region: textOrNull("State or region.", null),
    postal_code: textOf("Postal code; empty where there is none.", "10115"),
    country: textOf("Two letters of ISO 3166, or the country's name.", "DE"),
  })
  .openapi("Address");

export const client = z
  .object({
    code: textOf("The client's code, unique in the workspace.", "ACME"),
    name: textOf("The client's name.", "Acme Ltd"),
    ship_to: orNull(address).meta({ description: "Where goods go." }),
    bill_to: orNull(address).meta({ description: "Where invoices go." }),
    contacts: z
      .array(
        z.object({
          name: textOf("The person's name.", "Ana Ruiz"),
          email: textOrNull("E-mail address.", "ana@acme.example"),
          phone: textOrNull("Telephone.", "+49 30 1234567"),
          gets_messages: flagOf("Whether the person is told of orders.", true),
        }),
      )
      .meta({ description: "People there." }),
    allow_partial: said(
      z.boolean().nullable(),
      "Whether orders may ship in parts; null takes the workspace's rule.",
      null,
    ),
    version: versionOf,
  })
  .openapi("Client");

export const clientPage = pageOf(client).openapi("ClientPage");
export const clientQuery = keysetQuery("code or name");
