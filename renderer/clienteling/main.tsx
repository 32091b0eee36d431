import "#renderer/ui/mantine.css";
import "#renderer/ui/global.css";
import "#renderer/ui/inter.css";
import { startWorkers } from "#renderer/data/worker/start-workers.ts";

// The workers load in parallel with the rest of the app, which is many times the size of this file.
const workers = startWorkers();
// Before anything is said. The page has its language from the start (`page/first-paint.ts`).
const { lang } = document.documentElement;
if (lang !== "en") await (await import("#renderer/words/language.ts")).loadLanguage(lang);
const { startApp } = await import("./start-app.tsx");
await startApp(workers);
