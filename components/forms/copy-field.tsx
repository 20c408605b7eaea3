"use client";

import { Check, Copy } from "lucide";
import { useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Input } from "@/components/ui/input";

type CopyFieldProps = {
  /** Names the text for those who can't see it. */
  readonly label: string;
  readonly value: string;
  readonly button: string;
};

/** A text to be copied elsewhere. Without a script it can be selected. */
export function CopyField({ label, value, button }: CopyFieldProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);

  async function copy() {
    field.current?.select();
    // Browsers without a clipboard, or that were told no, still have the text selected.
    await navigator.clipboard?.writeText(value).then(
      () => setCopied(true),
      () => undefined,
    );
  }

  return (
    <div className="flex max-w-xl flex-wrap gap-2">
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <Input
        id={id}
        ref={field}
        readOnly
        value={value}
        onFocus={(event) => event.target.select()}
        className="flex-1 basis-56 font-mono md:text-sm"
      />
      <Button onClick={copy}>
        {copied ? <Icon of={Check} /> : <Icon of={Copy} />}
        {copied ? "Copied" : button}
      </Button>
    </div>
  );
}
