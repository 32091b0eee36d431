import { createSiteRoot } from "#renderer/page/site-root.tsx";

export const rootRoute = createSiteRoot("Your profile");
