"use server";

import { z } from "zod";
import { leaveTo } from "@/lib/auth/flash";
import { guardedAction } from "@/lib/auth/guarded-action";
import { saveSettings } from "@/lib/workspaces/settings";
import { settingsSchema } from "@/lib/workspaces/settings-input";
import { addSampleData, removeSampleData } from "./sample-data";

const PAGE = "/settings/workspace";
/** As much of the names as a notice holds. */
const NAMES_MAX = 180;

export const saveSettingsAction = guardedAction(
  "workspace.write",
  settingsSchema,
  async (ctx, input) => {
    const outcome = await saveSettings(ctx, input);
    return outcome.ok ? leaveTo(PAGE, { kind: "done", code: "saved" }) : outcome;
  },
);

export const addSampleDataAction = guardedAction("workspace.write", z.object({}), async (ctx) => {
  const outcome = await addSampleData(ctx);
  return outcome.ok ? leaveTo(PAGE, { kind: "done", code: "sample_added" }) : outcome;
});

export const removeSampleDataAction = guardedAction(
  "workspace.write",
  z.object({}),
  async (ctx) => {
    const { kept } = await removeSampleData(ctx);
    const names = kept.map(({ name }) => name).join(", ");
    return leaveTo(PAGE, {
      kind: "done",
      code: kept.length === 0 ? "sample_removed" : "sample_kept",
      data: { kept: names.length > NAMES_MAX ? `${names.slice(0, NAMES_MAX)}…` : names },
    });
  },
);
