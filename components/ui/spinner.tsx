/** Shows after 100 ms only: what is quicker needs no spinner. */
export function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="spinner size-3.5 shrink-0 rounded-full border-2 border-current border-e-transparent"
    />
  );
}
