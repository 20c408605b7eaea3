import { OrderListPage } from "../list-page";

export const metadata = { title: "Closed orders" };

export default function ClosedOrdersPage({ searchParams }: PageProps<"/orders/closed">) {
  return <OrderListPage tab="closed" searchParams={searchParams} />;
}
