import { IconGift } from "@tabler/icons-react";
import { createRoute } from "@tanstack/react-router";
import { SitePage } from "#renderer/page/site-page.tsx";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { rootRoute } from "./root.tsx";

const Home = () => (
  <SitePage title="Your profile" intro="Your details, rewards and points.">
    <Panel title="Rewards and points">
      <EmptyNote icon={<IconGift size={40} />} title="Nothing here yet">
        You will see your rewards and points here, and be able to change your details. Until then,
        ask our staff in any store.
      </EmptyNote>
    </Panel>
  </SitePage>
);

export const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  staticData: { title: "Your profile" },
  component: Home,
});
