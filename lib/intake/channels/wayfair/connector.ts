import "server-only";
import type { Connector } from "@/lib/intake/channels/connector";
import { ChannelError } from "@/lib/intake/channels/http";
import { accept, refuse } from "@/lib/shared/outcome";
import { WayfairRefusal } from "./client";
import { confirmAtWayfair } from "./confirm";
import { listOrders } from "./orders-query";
import { pullWayfair } from "./pull";
import { readWayfairOrder } from "./read";
import { readWayfairAccount } from "./settings";

export const wayfair: Connector = {
  channel: "wayfair",
  check: async (connection) => {
    const account = readWayfairAccount(connection);
    if (!account.ok) {
      return account;
    }
    try {
      await listOrders(account.value, { limit: 1 });
    } catch (error) {
      if (error instanceof ChannelError || error instanceof WayfairRefusal) {
        return refuse("channel_refused", { data: { message: error.message } });
      }
      throw error;
    }
    const { environment } = account.value;
    return accept({ account: environment === "sandbox" ? "Wayfair sandbox" : "Wayfair" });
  },
  pull: pullWayfair,
  read: readWayfairOrder,
  confirmShipment: confirmAtWayfair,
};
