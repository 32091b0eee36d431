import { createHashHistory, createRouter } from "@tanstack/react-router";
import { calendarRoute } from "./routes/calendar.tsx";
import { catalogueRoute } from "./routes/catalogue.tsx";
import { editProfileRoute } from "./routes/edit-profile.tsx";
import { enrolRoute } from "./routes/enrol.tsx";
import { giftCardRoute } from "./routes/gift-card.tsx";
import { kioskRoute } from "./routes/kiosk.tsx";
import { mergeRoute } from "./routes/merge.tsx";
import { newProfileRoute } from "./routes/new-profile.tsx";
import { productRoute } from "./routes/product.tsx";
import { profileRoute } from "./routes/profile.tsx";
import { profileTabRoute } from "./routes/profile-tab.tsx";
import { redeemRoute } from "./routes/redeem.tsx";
import { rootRoute } from "./routes/root.tsx";
import { scannerRoute } from "./routes/scanner.tsx";
import { searchRoute } from "./routes/search.tsx";
import { settingsRoute } from "./routes/settings.tsx";
import { storeRoute } from "./routes/store.tsx";
import { syncRoute } from "./routes/sync.tsx";
import { tasksRoute } from "./routes/tasks.tsx";
import { todayRoute } from "./routes/today.tsx";

/**
 * The routes of the store app. They come after "#", so that one file serves them all: from
 * `app://`, from a server that doesn't know them, and offline.
 */
export const createAppRouter = () =>
  createRouter({
    routeTree: rootRoute.addChildren([
      todayRoute,
      searchRoute,
      newProfileRoute,
      profileRoute.addChildren([profileTabRoute, redeemRoute]),
      editProfileRoute,
      mergeRoute,
      giftCardRoute,
      kioskRoute,
      tasksRoute,
      calendarRoute,
      storeRoute,
      catalogueRoute,
      productRoute,
      scannerRoute,
      settingsRoute,
      syncRoute,
      enrolRoute,
    ]),
    history: createHashHistory(),
    // Lazy parts are small and local, so a spinner would only flicker.
    defaultPendingMs: 400,
    scrollRestoration: true,
  });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
