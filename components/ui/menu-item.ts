/** The look of a link or button in a menu. Apart from the menu, because server components use it as text. */
export const menuItemClass =
  "flex w-full items-center gap-2 rounded-sm px-2.5 py-1.5 text-left text-ink hover:bg-shade focus-visible:-outline-offset-2 disabled:cursor-not-allowed disabled:opacity-50 max-md:min-h-11 [&_svg]:size-4 [&_svg]:text-muted";
