import { DOCS_LINKS } from "@/components/docs/docs-links";
import { TITLE } from "@/lib/api/document-words";

/** Nothing from elsewhere: no script, no font, no picture, and no request but to us. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // The reference writes its own styles into the page.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const LINKS = DOCS_LINKS.map(
  ({ href, label }) =>
    `<a href="${href}"${href === "/docs/api" ? ' aria-current="page"' : ""}>${label}</a>`,
);

// A document of its own and no page: the reference brings its script, and ours would have to be let in.
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${TITLE}</title>
<link rel="icon" href="/app-icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/reference/look.css">
</head>
<body>
<header class="of-bar">
<a class="of-name" href="/"><img src="/mark.svg" alt="" width="20" height="20">Orderflow API</a>
<nav aria-label="API">
${LINKS.join("\n")}
</nav>
</header>
<noscript><p class="of-note">The reference needs JavaScript. The same in one file: <a href="/api/v1/openapi.json">openapi.json</a>.</p></noscript>
<div id="reference"></div>
<script src="/reference/scalar.generated.js"></script>
<script src="/reference/start.js"></script>
</body>
</html>
`;

/** The API's reference, open to everybody: it says nothing of any workspace. */
export function GET(): Response {
  return new Response(PAGE, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": POLICY,
      "cache-control": "public, max-age=300",
    },
  });
}
