/** The pages for whoever programs against the API; the reference is a document without our scripts. */
export const DOCS_LINKS = [
  { href: "/docs/api", label: "Reference" },
  { href: "/docs/api/problems", label: "Problems" },
  { href: "/api/v1/openapi.json", label: "OpenAPI" },
] as const;
