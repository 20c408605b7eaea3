import { connection } from "next/server";

export const metadata = { title: "Blank", robots: { index: false } };

/** An empty dynamic page: the bar that benchmarks measure other pages against. */
export default async function BlankPage() {
  await connection();
  return null;
}
