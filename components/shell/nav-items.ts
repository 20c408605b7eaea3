import {
  Boxes,
  BuildingComplex,
  Factory,
  type IconNode,
  Inbox,
  Package,
  Settings,
  Upload,
} from "lucide";

export type NavKey =
  | "orders"
  | "stock"
  | "production"
  | "imports"
  | "clients"
  | "products"
  | "settings";

type NavItem = {
  readonly label: string;
  readonly href: string;
  /** Every page under this path belongs to the item. */
  readonly under: string;
  readonly icon: IconNode;
};

export const NAV_ITEMS = {
  orders: { label: "Orders", href: "/orders/open", under: "/orders", icon: Inbox },
  stock: { label: "Stock", href: "/stock", under: "/stock", icon: Boxes },
  production: { label: "Production", href: "/production", under: "/production", icon: Factory },
  imports: { label: "Imports", href: "/imports", under: "/imports", icon: Upload },
  clients: { label: "Clients", href: "/clients", under: "/clients", icon: BuildingComplex },
  products: { label: "Products", href: "/products", under: "/products", icon: Package },
  settings: {
    label: "Settings",
    href: "/settings",
    under: "/settings",
    icon: Settings,
  },
} satisfies Record<NavKey, NavItem>;
