import { IconGift } from "@tabler/icons-react";
import { createRoute } from "@tanstack/react-router";
import { SitePage } from "#renderer/page/site-page.tsx";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { rootRoute } from "./root.tsx";

const Home = () => (
  <SitePage title="Your profile" intro="What the shop keeps for you.">
    <Panel title="Rewards and points">
      <EmptyNote icon={<IconGift size={40} />} title="Nothing here yet">
        This is where you will see your rewards and points, and change your details. Until then,
        staff in any of our locations can look them up for you.
      </EmptyNote>
    </Panel>
  </SitePage>
);

export const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  component: Home,
});
