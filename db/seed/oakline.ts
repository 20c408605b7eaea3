import { oaklineClients } from "./oakline-clients";
import { oaklineProducts } from "./oakline-products";
import type { Profile } from "./profile";

/** Makes to order, for clients all over Europe. */
export const oakline: Profile = {
  seed: 4012,
  name: "Oakline Furniture",
  timeZone: "Europe/Berlin",
  locale: "en-GB",
  currency: "EUR",
  paper: "a4",
  gs1Prefix: "4012345",
  shipFrom: {
    name: "Oakline Furniture",
    line1: "Werkstraße 12",
    city: "Potsdam",
    postalCode: "14482",
    country: "DE",
  },
  opensAt: 7,
  tellsClients: true,
  tax: { country: "DE", percent: 19 },
  carriers: ["DB Schenker", "Dachser", "DHL Freight", "Own truck"],
  apiKey: { text: "of_demo_oakline", name: "Demo key" },
  trackingToken: "demo-tracking-oakline1",
  people: [
    { name: "Clara Brandt", email: "owner@oakline.example", role: "owner" },
    { name: "Tobias Renner", email: "admin@oakline.example", role: "admin" },
    { name: "Nadia Kowalczyk", email: "operator@oakline.example", role: "operator" },
    { name: "Felix Aumann", email: "viewer@oakline.example", role: "viewer" },
    { name: "Miriam Vogt", email: "buyer@acme.example", role: "client", clientCode: "ACME" },
  ],
  clients: oaklineClients,
  products: oaklineProducts,
};
