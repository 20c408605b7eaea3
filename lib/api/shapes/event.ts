import "server-only";
import { z } from "@hono/zod-openapi";
import { EVENT_TYPES } from "@/lib/orders/events";
import { TABS } from "@/lib/orders/lifecycle";
import { pageOf } from "./list";
import { said, textOf, whole } from "./values";

const tab = (description: string, example: string) =>
  said(z.enum(TABS).nullable(), description, example);

const event = z
  .object({
    seq: said(whole(), "The event's number within the order, from 1 without a gap.", 4),
    type: said(z.enum(EVENT_TYPES), "What happened.", "closed"),
    at: said(z.iso.datetime(), "When. UTC.", "2026-06-01T10:00:00.000Z"),
    actor: z
      .object({
        kind: textOf("`person`, `rule`, `channel` or `api_key`.", "api_key"),
        name: textOf("Who: a person's, rule's, channel's or key's name.", "Warehouse"),
      })
      .meta({ description: "Who did it." }),
    cause: textOf("What made it happen.", "label_printed"),
    from: tab("The tab before; null where the tab did not change.", "open"),
    to: tab("The tab after; null where the tab did not change.", "closed"),
    move: said(
      z.uuid().nullable(),
      "The move's id: `POST /moves/{id}/undo` takes it back.",
      "01980a4e-7c1d-7000-8000-5b7f3c2a9d10",
    ),
    data: said(
      z.record(z.string(), z.unknown()),
      "Facts of this type of event: numbers, quantities, names.",
      { shipment: "SH-1001" },
    ),
  })
  .openapi("Event");

export const eventPage = pageOf(event)
  .extend({
    archived: z
      .object({
        before: said(
          z.iso.datetime(),
          "When the events that are here begin.",
          "2024-01-01T00:00:00.000Z",
        ),
        note: textOf("The same as a sentence.", "Events before 2024 are in the archive."),
      })
      .nullable()
      .meta({
        description:
          "Set where the page begins with a higher number than asked for, because earlier events are in the archive.",
      }),
  })
  .openapi("EventPage");
