import { Section } from "@/components/ui/section";

type DeliveryBodyProps = { readonly body: string | null; readonly days: number };

/** What was sent, as it was sent; JSON is laid out to be read. */
export function DeliveryBody({ body, days }: DeliveryBodyProps) {
  return (
    <Section
      title="Body"
      className="mt-4"
      description={`Kept for ${days} days after it was handled; in quarantine until somebody decides.`}
      flush={body !== null}
    >
      {body === null ? (
        <p className="text-muted">It was dropped when its time was over.</p>
      ) : (
        <details>
          <summary className="cursor-pointer px-4 py-3 text-accent hover:underline">
            Show the body
          </summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus. */}
          <pre tabIndex={0} className="max-h-144 overflow-auto border-t px-4 py-3 text-sm">
            {readable(body)}
          </pre>
        </details>
      )}
    </Section>
  );
}

/** Numbers that JavaScript can't hold keep their digits: only white space is laid out anew. */
function readable(body: string): string {
  try {
    JSON.parse(body);
  } catch {
    return body;
  }
  let depth = 0;
  const line = () => `\n${"  ".repeat(depth)}`;
  return body.replaceAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]|\s+|[^\s{}[\],:"]+/g, (part) => {
    switch (part) {
      case "{":
      case "[":
        depth += 1;
        return part + line();
      case "}":
      case "]":
        depth -= 1;
        return line() + part;
      case ",":
        return part + line();
      case ":":
        return ": ";
      default:
        return /^\s/.test(part) ? "" : part;
    }
  });
}
