"use client";

import { Copy } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

/** A link that is shown this once, ready to be copied; without a script it can be selected by hand. */
export function CopyLink({ label, url }: { label: string; url: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);

  async function copy() {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(url);
      setCopied(true);
    } catch {
      // Not allowed here: the text is selected, so the keyboard can copy it.
      setCopied(false);
    }
  }

  return (
    <div className="flex gap-2">
      <Input
        ref={field}
        readOnly
        aria-label={label}
        value={url}
        className="font-mono text-sm"
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button onClick={copy}>
        <Copy aria-hidden="true" />
        <span aria-live="polite">{copied ? "Copied" : "Copy"}</span>
      </Button>
    </div>
  );
}
