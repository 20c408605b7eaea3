"use client";

import Form from "next/form";
import { type ReactNode, useEffect, useRef } from "react";

type FilterFormProps = {
  readonly action: string;
  readonly className?: string;
  readonly children: ReactNode;
};

/** A GET form whose selects apply at once. Empty fields stay out of the address. */
export function FilterForm({ action, className, children }: FilterFormProps) {
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    function dropEmpty({ formData }: FormDataEvent) {
      for (const [name, value] of [...formData.entries()]) {
        if (value === "") {
          formData.delete(name);
        }
      }
    }
    const element = form.current;
    element?.addEventListener("formdata", dropEmpty);
    return () => element?.removeEventListener("formdata", dropEmpty);
  }, []);

  return (
    <Form
      ref={form}
      action={action}
      role="search"
      className={className}
      onChange={(event) => {
        if (event.target instanceof HTMLSelectElement) {
          form.current?.requestSubmit();
        }
      }}
    >
      {children}
    </Form>
  );
}
