import { IconBuildingStore } from "@tabler/icons-react";
import { createRoute } from "@tanstack/react-router";
import { ServerPanel } from "#renderer/manager/features/server/server-panel.tsx";
import { SitePage } from "#renderer/page/site-page.tsx";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { rootRoute } from "./root.tsx";

const Home = () => (
  <SitePage title="Head office" intro="Where you run the chain.">
    <Panel title="Screens">
      <EmptyNote icon={<IconBuildingStore size={40} />} title="Nothing here yet">
        You will manage profiles, rewards, points, locations and staff here. Until then, use the API
        for all of it.
      </EmptyNote>
    </Panel>
    <ServerPanel />
  </SitePage>
);

export const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  staticData: { title: "Head office" },
  component: Home,
});
