import type { IconNode } from "lucide";

/** What is inside of an icon, as markup: as elements, a page's icons would be a third of what it renders. */
const markups = new Map<IconNode, string>();

function markupOf(icon: IconNode): string {
  const known = markups.get(icon);
  if (known !== undefined) {
    return known;
  }
  const made = icon
    .map(([tag, attributes]) => {
      const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
      return `<${tag}${written.join("")}></${tag}>`;
    })
    .join("");
  markups.set(icon, made);
  return made;
}

type IconProps = {
  /** A shape of the icon library, as in `<Icon of={Plus} />`. */
  readonly of: IconNode;
  readonly className?: string;
};

/** A picture beside words that say the same, so screen readers skip it. Its lines are drawn by `parts.css`. */
export function Icon({ of, className }: IconProps) {
  return (
    <svg
      className={className === undefined ? "icon" : `icon ${className}`}
      viewBox="0 0 24 24"
      aria-hidden="true"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: the shapes come from the icon library alone.
      dangerouslySetInnerHTML={{ __html: markupOf(of) }}
    />
  );
}
