"use server";

import { leaveTo } from "@/lib/auth/flash";
import { guardedAction } from "@/lib/auth/guarded-action";
import { saveSettings } from "@/lib/workspaces/settings";
import { settingsSchema } from "@/lib/workspaces/settings-input";

export const saveSettingsAction = guardedAction(
  "workspace.write",
  settingsSchema,
  async (ctx, input) => {
    const outcome = await saveSettings(ctx, input);
    return outcome.ok ? leaveTo("/settings/workspace", { kind: "done", code: "saved" }) : outcome;
  },
);
