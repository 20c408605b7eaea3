import type { ApiClient } from "./client";

type Params = Readonly<Record<string, string>>;
type Scene = (api: ApiClient) => Promise<Params>;

const ORDER = { number: "SO-2001" };

/** What the examples of the document speak of: a client, a product with stock, two orders. */
export async function furnish(api: ApiClient): Promise<void> {
  await api.post("/clients", { code: "ACME", name: "Acme Ltd" });
  await api.post("/products", { sku: "OAK-CHAIR", name: "Oak chair", made: true });
  await api.post("/stock-movements", { sku: "OAK-CHAIR", quantity: 12.5, reason: "receipt" });
  for (const number of ["SO-2001", "SO-2002"]) {
    await api.post("/orders", {
      number,
      client: { code: "ACME" },
      currency: "EUR",
      lines: [{ sku: "OAK-CHAIR", quantity: 2.5, unit_price_minor: 1999 }],
    });
  }
}

const plain: Scene = async () => ORDER;

/** A draft of a part of the order. */
const draft: Scene = async (api) => {
  const { body } = await api.post("/orders/SO-2001/shipments", {
    lines: [{ sku: "OAK-CHAIR", quantity: 1.5 }],
  });
  return { number: body.number };
};

/** All of the order has left, so it is closed. */
async function left(api: ApiClient) {
  const { body } = await api.post("/orders/SO-2001/mark-shipped");
  return { number: body.shipments[0].number, move: body.moved[0].move };
}

const partLeft: Scene = async (api) => {
  const { number } = await draft(api);
  await api.post(`/shipments/${number}/mark-shipped`);
  return ORDER;
};

/** The shipment of the order after what was done to it. */
const shipmentAfter =
  (...actions: readonly string[]): Scene =>
  async (api) => {
    const { number } = await left(api);
    for (const action of actions) {
      await api.post(`/shipments/${number}/${action}`);
    }
    return { number };
  };

const announced: Scene = async (api) => {
  await left(api);
  await api.post("/orders/SO-2001/asn");
  return ORDER;
};

async function printed(api: ApiClient) {
  const { body } = await api.post("/print-jobs", { kinds: ["label"], orders: ["SO-2001"] });
  return { job: body.id, document: body.documents[0].url.split("/").at(-1) };
}

const receiptAfter =
  (...actions: readonly string[]): Scene =>
  async (api) => {
    const due = { due_on: "2199-06-12", reference: "PO-1" };
    const { body } = await api.post("/expected-receipts", {
      sku: "OAK-CHAIR",
      quantity: 20,
      ...due,
    });
    for (const action of actions) {
      await api.post(`/expected-receipts/${body.id}/${action}`);
    }
    return { id: body.id };
  };

const productionAfter =
  (...actions: readonly (readonly [string, unknown?])[]): Scene =>
  async (api) => {
    const { body } = await api.post("/production-orders", {
      sku: "OAK-CHAIR",
      quantity: 5,
      due_on: "2199-06-09",
    });
    for (const [action, sent] of actions) {
      await api.post(`/production-orders/${body.number}/${action}`, sent);
    }
    return { number: body.number, report: "1" };
  };
const REPORTED = ["reports", { quantity: 2 }] as const;

/** What has to be there so that an operation's example works, and what its path then names. */
export const SCENES: Readonly<Record<string, Scene>> = {
  listOrders: plain,
  createOrder: plain,
  getOrder: partLeft,
  changeOrder: plain,
  listOrderEvents: partLeft,
  closeOrder: partLeft,
  reopenOrder: async (api) => left(api).then(() => ORDER),
  cancelOrder: plain,
  archiveOrder: plain,
  closeOrders: partLeft,
  archiveOrders: plain,
  shortCloseOrders: partLeft,
  undoBatch: async (api) => ({ id: (await printed(api)).job }),
  moveOrderInQueue: async () => ({ number: "SO-2002" }),
  undoMove: async (api) => ({ id: (await left(api)).move }),
  prepareShipment: plain,
  getShipment: draft,
  changeShipment: draft,
  markOrderShipped: plain,
  markShipmentShipped: draft,
  voidShipment: shipmentAfter(),
  shortCloseOrder: partLeft,
  takeBackShortClose: async (api) => {
    await partLeft(api);
    await api.post("/orders/SO-2001/short-close", { lines: [{ line: 1, quantity: 1 }] });
    return ORDER;
  },
  takeBackVoid: shipmentAfter("void"),
  recordDelivery: shipmentAfter(),
  takeBackDelivery: shipmentAfter("deliver"),
  sendOrderAsns: async (api) => left(api).then(() => ORDER),
  getOrderAsns: announced,
  sendShipmentAsn: shipmentAfter(),
  cancelShipmentAsn: shipmentAfter("asn"),
  getShipmentAsns: shipmentAfter("asn"),
  print: plain,
  getPrintJob: async (api) => ({ id: (await printed(api)).job }),
  getDocument: async (api) => ({ id: (await printed(api)).document }),
  listClients: plain,
  createClient: plain,
  getClient: async () => ({ code: "ACME" }),
  changeClient: async () => ({ code: "ACME" }),
  listProducts: plain,
  createProduct: plain,
  getProduct: async () => ({ sku: "OAK-CHAIR" }),
  changeProduct: async () => ({ sku: "OAK-CHAIR" }),
  moveStock: plain,
  listExpectedReceipts: receiptAfter(),
  expectReceipt: plain,
  getExpectedReceipt: receiptAfter(),
  changeExpectedReceipt: receiptAfter(),
  receive: receiptAfter(),
  closeExpectedReceipt: receiptAfter(),
  reopenExpectedReceipt: receiptAfter("close"),
  listProductionOrders: productionAfter(),
  createProductionOrder: plain,
  getProductionOrder: productionAfter(REPORTED),
  changeProductionOrder: productionAfter(),
  reportMade: productionAfter(),
  takeBackReport: productionAfter(REPORTED),
  startProduction: productionAfter(),
  blockProduction: productionAfter(),
  unblockProduction: productionAfter(["block", { reason: "Boards are wet" }]),
  finishProductionShort: productionAfter(REPORTED),
  cancelProduction: productionAfter(),
  reopenProduction: productionAfter(["cancel"]),
  createInvoice: plain,
  recordPayment: plain,
  importOrders: plain,
};
