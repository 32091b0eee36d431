import "#renderer/ui/mantine.css";
import "#renderer/ui/global.css";
import "#renderer/ui/inter.css";
import { startWorkers } from "#renderer/data/worker/start-workers.ts";

// The workers load in parallel with the rest of the app, which is many times the size of this file.
const workers = startWorkers();
const { startApp } = await import("./start-app.tsx");
await startApp(workers);
