"use client";

import { useEffect } from "react";
import { showToast } from "@/components/ui/toast";

type MoveToastProps = {
  readonly text: string;
  /** What Undo sends; also what tells this message from the next. */
  readonly fields: Readonly<Record<string, string>>;
  readonly undo: (form: FormData) => Promise<void>;
};

const told = new Set<string>();

/** Says once what has moved, with Undo at hand; the strip on the page says the same for longer. */
export function MoveToast({ text, fields, undo }: MoveToastProps) {
  const key = JSON.stringify([text, fields]);
  useEffect(() => {
    if (told.has(key)) {
      return;
    }
    told.add(key);
    const run = () => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) {
        form.set(name, value);
      }
      void undo(form);
    };
    void showToast({ text, action: { label: "Undo", run } });
  }, [text, key, fields, undo]);
  return null;
}
