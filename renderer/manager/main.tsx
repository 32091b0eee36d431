import "#renderer/ui/mantine.css";
import "#renderer/ui/global.css";
import "#renderer/ui/inter.css";
import { RouterProvider } from "@tanstack/react-router";
import { appUpdate } from "#renderer/page/app-update.ts";
import { mountApp } from "#renderer/page/mount.tsx";
import { createManagerRouter } from "./router.tsx";

mountApp(<RouterProvider router={createManagerRouter()} />);
await appUpdate.start();
