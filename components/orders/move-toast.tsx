"use client";

import { useEffect } from "react";
import { showToast } from "@/components/ui/toast";

type MoveToastProps = {
  readonly text: string;
  readonly batch: string;
  readonly back: string;
  readonly undo: (form: FormData) => Promise<void>;
};

const told = new Set<string>();

/** Says once what has moved, with Undo at hand; the strip on the page says the same for longer. */
export function MoveToast({ text, batch, back, undo }: MoveToastProps) {
  useEffect(() => {
    if (told.has(batch)) {
      return;
    }
    told.add(batch);
    const run = () => {
      const form = new FormData();
      form.set("batch", batch);
      form.set("back", back);
      void undo(form);
    };
    void showToast({ text, action: { label: "Undo", run } });
  }, [text, batch, back, undo]);
  return null;
}
