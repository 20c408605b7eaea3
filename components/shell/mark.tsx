/** Three stacked tabs: Open in front, Closed and Archived behind it. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" className={className} aria-hidden="true" fill="currentColor">
      <path opacity=".4" d="M7 2h10a1.5 1.5 0 0 1 1.5 1.5v2h-13v-2A1.5 1.5 0 0 1 7 2z" />
      <path opacity=".7" d="M5.5 7h13A1.5 1.5 0 0 1 20 8.5v2H4v-2A1.5 1.5 0 0 1 5.5 7z" />
      <path d="M4 12h16a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2z" />
    </svg>
  );
}
