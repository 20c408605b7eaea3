import "server-only";
import type { Connector } from "@/lib/intake/channels/connector";
import { ChannelError } from "@/lib/intake/channels/http";
import { accept, refuse } from "@/lib/shared/outcome";
import { confirmAtAmazon } from "./confirm";
import { pullAmazon, tryAmazon } from "./pull";
import { readAmazonOrder } from "./read";
import { readAmazonAccount } from "./settings";

export const amazon: Connector = {
  channel: "amazon",
  check: async (connection) => {
    const account = readAmazonAccount(connection);
    if (!account.ok) {
      return account;
    }
    try {
      const problem = await tryAmazon(account.value, new Date());
      return problem === null
        ? accept({ account: `Amazon ${account.value.countries.join(", ")}` })
        : refuse("channel_refused", { data: { message: problem } });
    } catch (error) {
      if (error instanceof ChannelError) {
        return refuse("channel_refused", { data: { message: error.message } });
      }
      throw error;
    }
  },
  pull: pullAmazon,
  read: readAmazonOrder,
  confirmShipment: confirmAtAmazon,
};
