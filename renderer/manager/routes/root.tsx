import { createRootRoute, Outlet, useNavigate } from "@tanstack/react-router";
import { SiteFrame } from "#renderer/page/site-frame.tsx";
import { SitePage } from "#renderer/page/site-page.tsx";
import { Callout } from "#renderer/ui/callout.tsx";

const Root = () => {
  const navigate = useNavigate();
  return (
    <SiteFrame appName="Head office" onHome={() => void navigate({ to: "/" })}>
      <Outlet />
    </SiteFrame>
  );
};

export const rootRoute = createRootRoute({
  component: Root,
  errorComponent: () => (
    <SitePage title="Head office" intro="Something went wrong.">
      <Callout tone="bad" title="This page could not be shown.">
        Reload it, or go back to the start page.
      </Callout>
    </SitePage>
  ),
  notFoundComponent: () => (
    <SitePage title="Head office" intro="There is no page at this address.">
      <Callout tone="warn" title="Nothing is here.">
        Go back to the start page: press Regulars at the top.
      </Callout>
    </SitePage>
  ),
});
