import { type APIRequestContext, expect, test } from "@playwright/test";
import { signIn } from "./people";

const keys = { oakline: "of_demo_oakline", harbor: "of_demo_harbor" };
const UNKNOWN = "01900000-0000-7000-8000-000000000000";

async function api(request: APIRequestContext, key: string, path: string) {
  const answer = await request.get(`/api/v1${path}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  return answer.json();
}

test.describe("two workspaces side by side", () => {
  test.skip(({ isMobile }) => isMobile, "the answers are the same on a phone");

  test("every page and file with the other's ids answers like an unknown id", async ({
    page,
    browser,
  }) => {
    const theirs = await (await browser.newContext()).newPage();
    await signIn(theirs, "owner@harbor.example");
    const hrefOf = async (list: string, link: string) => {
      await theirs.goto(list);
      return (await theirs.locator(link).first().getAttribute("href")) ?? "";
    };
    const client = await hrefOf("/clients", 'a[href^="/clients/0"]');
    const product = await hrefOf("/products", 'a[href^="/products/0"]');
    const own = await api(theirs.request, keys.harbor, "/orders?tab=closed&limit=200");
    const printed = own.data.find((order: { shipments: { documents: { url: string }[] }[] }) =>
      order.shipments.some((shipment) => shipment.documents.length > 0),
    );
    const document: string = printed.shipments.flatMap(
      (shipment: { documents: { url: string }[] }) => shipment.documents,
    )[0].url;
    expect((await theirs.request.get(document)).status()).toBe(200);

    await signIn(page);
    const pairs = [
      [client, `/clients/${UNKNOWN}`],
      [product, `/products/${UNKNOWN}`],
      [document, `/api/documents/${UNKNOWN}`],
      [`/imports/${client.split("/").at(-1)}`, `/imports/${UNKNOWN}`],
      [
        `/api/print-jobs/${client.split("/").at(-1)}/label.pdf`,
        `/api/print-jobs/${UNKNOWN}/label.pdf`,
      ],
      [`/api/asns/${client.split("/").at(-1)}`, `/api/asns/${UNKNOWN}`],
    ];
    for (const [foreign = "", unknown = ""] of pairs) {
      const [a, b] = [await page.request.get(foreign), await page.request.get(unknown)];
      expect([foreign, a.status()]).toEqual([foreign, 404]);
      expect(b.status()).toBe(404);
      const plain = async (answer: typeof a, id: string) =>
        (await answer.text())
          .replaceAll(id, "ID")
          .replaceAll(/"request_id":"[^"]*"|nonce="[^"]*"|\d{13,}|[0-9a-f-]{36}|"b":"[^"]*"/g, "");
      const idOf = (path: string) =>
        path.split("/").find((part) => /^[0-9a-f-]{36}$/.test(part)) ?? "";
      expect(await plain(a, idOf(foreign)), foreign).toBe(await plain(b, idOf(unknown)));
    }
    await page.goto(client);
    await expect(page.getByRole("heading", { name: "We can't find that page" })).toBeVisible();
    await expect(page.getByRole("main"), "the answer stands in the frame").toHaveCount(1);
  });

  test("an order number that only the other has is not found", async ({ page, request }) => {
    const theirs = await api(request, keys.harbor, "/orders?limit=200");
    const ours = await api(request, keys.oakline, "/orders?limit=200");
    const known = new Set(ours.data.map((order: { number: string }) => order.number));
    const foreign = theirs.data.find((order: { number: string }) => !known.has(order.number));
    await signIn(page);
    const number = foreign?.number ?? "HS-NONE";
    for (const path of [
      `/orders/${number}`,
      `/orders/${number}/edit`,
      `/api/v1/orders/${number}`,
    ]) {
      const headers = { authorization: `Bearer ${keys.oakline}` };
      const answer = await page.request.get(path, path.startsWith("/api") ? { headers } : {});
      expect([path, answer.status()]).toEqual([path, 404]);
    }
  });

  test("a viewer sees no button that writes, and a forged form changes nothing", async ({
    page,
    browser,
  }) => {
    await signIn(page, "viewer@oakline.example");
    await expect(page.getByRole("link", { name: "New order" })).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Print labels" })).toHaveCount(0);
    const answers = await Promise.all(
      ["/orders/new", "/clients/new", "/products/new"].map((path) => page.request.get(path)),
    );
    expect(answers.map((answer) => answer.status())).toEqual([403, 403, 403]);
    const operator = await (await browser.newContext()).newPage();
    await signIn(operator, "operator@oakline.example");
    await operator.goto("/orders/open?stock=in_stock");
    const box = operator.locator('input[name="order"]:visible').first();
    const number = (await box.getAttribute("value")) ?? "";
    await box.check();
    const sent = operator.waitForRequest((one) => one.method() === "POST");
    await operator.route("**/orders/**", (route) =>
      route.request().method() === "POST" ? route.abort() : route.continue(),
    );
    await operator.getByRole("button", { name: "Print labels" }).click();
    const captured = await sent;
    const { "next-action": action = "", "content-type": type = "" } = captured.headers();
    const forged = await page.request.post(captured.url(), {
      headers: {
        "next-action": action,
        "content-type": type,
        origin: new URL(captured.url()).origin,
      },
      data: captured.postDataBuffer() ?? Buffer.from(""),
      maxRedirects: 0,
    });
    expect([303, 403, 404]).toContain(forged.status());
    const order = await api(page.request, keys.oakline, `/orders/${number}`);
    expect(order.tab).toBe("open");
  });
});
