import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";

/** The region scrolls sideways where the table is wider than the page, and can then be reached by the keyboard. */
export function Table({ className, label, ...props }: ComponentProps<"table"> & { label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus.
    <section className="overflow-x-auto" aria-label={label} tabIndex={0}>
      <table className={cn("w-full border-separate border-spacing-0", className)} {...props} />
    </section>
  );
}

export function TableHeader({ className, ...props }: ComponentProps<"thead">) {
  return <thead className={cn("text-left text-muted text-sm", className)} {...props} />;
}

export function TableBody(props: ComponentProps<"tbody">) {
  return <tbody {...props} />;
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return <tr className={cn("hover:bg-wash", className)} {...props} />;
}

type CellProps = { readonly numeric?: boolean };

export function TableHead({ className, numeric, ...props }: ComponentProps<"th"> & CellProps) {
  return (
    <th
      scope="col"
      className={cn(
        "h-9 whitespace-nowrap border-b px-3 font-normal first:ps-4 last:pe-4",
        numeric && "text-right",
        className,
      )}
      {...props}
    />
  );
}

export function TableCell({ className, numeric, ...props }: ComponentProps<"td"> & CellProps) {
  return (
    <td
      className={cn(
        "h-10 border-b px-3 py-2 first:ps-4 last:pe-4 [tr:last-child>&]:border-b-0",
        numeric && "text-right",
        className,
      )}
      {...props}
    />
  );
}
