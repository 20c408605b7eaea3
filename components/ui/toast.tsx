"use client";

import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";

export type ToastMessage = {
  readonly text: string;
  readonly detail?: ReactNode;
  readonly action?: { readonly label: string; readonly run: () => void };
};

const SHOWN_MS = 10_000;
const TOAST_STYLE = {
  background: "var(--color-raised)",
  borderColor: "var(--color-line)",
  color: "var(--color-ink)",
};
const ACTION_STYLE = { background: "var(--color-accent)", color: "var(--color-on-accent)" };
let host: Promise<typeof import("sonner")> | null = null;

/** Loads the toasts with the first message: pages that never say anything don't pay for them. */
function load(): Promise<typeof import("sonner")> {
  host ??= import("sonner").then((sonner) => {
    const place = document.createElement("div");
    document.body.append(place);
    createRoot(place).render(
      <sonner.Toaster
        position="bottom-center"
        style={{ fontFamily: "inherit" }}
        toastOptions={{ style: TOAST_STYLE, actionButtonStyle: ACTION_STYLE }}
      />,
    );
    return sonner;
  });
  return host;
}

/** Says what just happened for ten seconds. What can be undone must be undoable elsewhere on the page, too. */
export async function showToast({ text, detail, action }: ToastMessage): Promise<void> {
  const { toast } = await load();
  toast(text, {
    description: detail,
    duration: SHOWN_MS,
    ...(action ? { action: { label: action.label, onClick: action.run } } : {}),
  });
}
