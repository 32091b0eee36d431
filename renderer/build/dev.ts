/**
 * `npm run dev:renderer [-- --port N --server-url URL]`: every app in watch mode, the store app on
 * the given port and the others on the ports after it. The manager and the portal reach the API on
 * their own origin, as in production: Vite proxies it to the server.
 */
import { parseArgs } from "node:util";
import { createServer } from "vite";
import { appNames } from "#shared/apps/app-paths.ts";
import { appConfig } from "./app-config.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "5173" },
    "server-url": { type: "string", default: "http://127.0.0.1:4180" },
  },
});
const target = values["server-url"];

for (const [place, name] of appNames.entries()) {
  const vite = await createServer({
    ...appConfig(name),
    server: {
      port: Number(values.port) + place,
      strictPort: true,
      proxy: { "/api": target, "/id": target, "/health": target },
    },
  });
  await vite.listen();
  console.log(name);
  vite.printUrls();
}
