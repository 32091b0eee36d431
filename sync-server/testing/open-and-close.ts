import { parseArgs } from "node:util";
import { openStore } from "#sync-server/open-store.ts";

/** Opens a store like a server does, in its own process, and closes it. */
const { values } = parseArgs({
  options: { data: { type: "string", default: "" }, url: { type: "string", default: "" } },
});
const store = await openStore({ dataDir: values.data, databaseUrl: values.url || null });
await store.close();
