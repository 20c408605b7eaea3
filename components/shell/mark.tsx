/** Three stacked tabs: Open in front, Closed and Archived behind it. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" className={className} aria-hidden="true" fill="currentColor">
      <path
        opacity=".35"
        d="M6 3.5A1.5 1.5 0 0 1 7.5 2h3.2a1.5 1.5 0 0 1 1.3.8l.6 1.2h3.9A1.5 1.5 0 0 1 18 5.5V6H6z"
      />
      <path
        opacity=".65"
        d="M4 8.5A1.5 1.5 0 0 1 5.5 7h4.2a1.5 1.5 0 0 1 1.3.8l.6 1.2h6.9A1.5 1.5 0 0 1 20 10.5v.5H4z"
      />
      <path d="M2 13.5A1.5 1.5 0 0 1 3.5 12h5.2a1.5 1.5 0 0 1 1.3.8l.6 1.2h9.9a1.5 1.5 0 0 1 1.5 1.5v5a1.5 1.5 0 0 1-1.5 1.5h-17A1.5 1.5 0 0 1 2 20.5z" />
    </svg>
  );
}
