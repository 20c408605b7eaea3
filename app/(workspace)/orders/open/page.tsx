import { OrderListPage } from "../list-page";

export const metadata = { title: "Open orders" };

export default function OpenOrdersPage({ searchParams }: PageProps<"/orders/open">) {
  return <OrderListPage tab="open" searchParams={searchParams} />;
}
