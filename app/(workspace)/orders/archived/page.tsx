import { OrderListPage } from "../list-page";

export const metadata = { title: "Archived orders" };

export default function ArchivedOrdersPage({ searchParams }: PageProps<"/orders/archived">) {
  return <OrderListPage tab="archived" searchParams={searchParams} />;
}
