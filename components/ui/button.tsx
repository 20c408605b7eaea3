import { cva, type VariantProps } from "class-variance-authority";
import Link from "next/link";
import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";

/** The classes of `parts.css`. */
export const buttonVariants = cva("button", {
  variants: {
    variant: {
      primary: "button-primary",
      quiet: "button-quiet",
      ghost: "button-ghost",
      danger: "button-danger",
      link: "button-link",
    },
    size: { sm: "button-sm", md: "button-md", icon: "button-icon", inline: "button-inline" },
  },
  defaultVariants: { variant: "quiet", size: "md" },
});

export type ButtonStyle = VariantProps<typeof buttonVariants>;

export function Button({
  className,
  variant,
  size,
  type = "button",
  ...props
}: ComponentProps<"button"> & ButtonStyle) {
  return (
    <button type={type} className={cn(buttonVariants({ variant, size }), className)} {...props} />
  );
}

export function ButtonLink({
  className,
  variant,
  size,
  ...props
}: ComponentProps<typeof Link> & ButtonStyle) {
  return <Link className={cn(buttonVariants({ variant, size }), className)} {...props} />;
}
