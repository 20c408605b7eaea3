type PlainButtonProps = { readonly onClick: () => void; readonly children: string };

/**
 * The primary button of the pages for what broke. Every page of the product carries them along, so it
 * comes without the button's variants and the router's link.
 */
export function PlainButton({ onClick, children }: PlainButtonProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="inline-flex h-8 items-center rounded-md bg-accent px-3 font-semibold text-on-accent hover:bg-accent-strong max-md:h-11 max-md:px-4"
    >
      {children}
    </button>
  );
}
