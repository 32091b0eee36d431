import { createRootRoute, Outlet, useNavigate } from "@tanstack/react-router";
import { Callout } from "#renderer/ui/callout.tsx";
import { SiteFrame } from "./site-frame.tsx";
import { SitePage } from "./site-page.tsx";

/** The root route of an app with plain pages: its frame, and its pages for errors. */
export const createSiteRoot = (appName: string) =>
  createRootRoute({
    component: () => <SiteRoot appName={appName} />,
    errorComponent: () => (
      <SitePage title={appName} intro="Something went wrong.">
        <Callout tone="bad" title="We couldn't show this page.">
          Reload it, or go back to the start page.
        </Callout>
      </SitePage>
    ),
    notFoundComponent: () => (
      <SitePage title={appName} intro="There's no page at this address.">
        <Callout tone="warn" title="Page not found.">
          Click Regulars at the top to go to the start page.
        </Callout>
      </SitePage>
    ),
  });

const SiteRoot = ({ appName }: { readonly appName: string }) => {
  const navigate = useNavigate();
  return (
    <SiteFrame appName={appName} onHome={() => void navigate({ to: "/" })}>
      <Outlet />
    </SiteFrame>
  );
};
