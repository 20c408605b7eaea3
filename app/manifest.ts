import type { MetadataRoute } from "next";

export default function manifest(): MetadataRoute.Manifest {
  return {
    id: "/orders/open",
    name: "Orderflow",
    short_name: "Orderflow",
    description: "Sales order management whose order status is always true.",
    lang: "en",
    start_url: "/orders/open",
    scope: "/",
    display: "standalone",
    categories: ["business", "productivity"],
    background_color: "#ffffff",
    theme_color: "#0f766e",
    icons: [
      { src: "/app-icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" },
      { src: "/app-icon-192.png", sizes: "192x192", type: "image/png", purpose: "any" },
      { src: "/app-icon-512.png", sizes: "512x512", type: "image/png", purpose: "any" },
      { src: "/app-icon-192.png", sizes: "192x192", type: "image/png", purpose: "maskable" },
      { src: "/app-icon-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
    shortcuts: [
      { name: "Open orders", url: "/orders/open" },
      { name: "Production", url: "/production" },
    ],
  };
}
