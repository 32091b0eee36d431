import { createRootRoute, Outlet, useMatches, useNavigate } from "@tanstack/react-router";
import { Callout } from "#renderer/ui/callout.tsx";
import { SiteFrame } from "./site-frame.tsx";
import { SitePage } from "./site-page.tsx";
import { useScreenChange } from "./use-screen-change.ts";

/** The root route of an app with plain pages: its frame, and its pages for errors. */
export const createSiteRoot = (appName: string) =>
  createRootRoute({
    component: () => <SiteRoot appName={appName} />,
    errorComponent: () => (
      <SitePage title={appName} intro="Something went wrong.">
        <Callout tone="danger" title="We couldn't show this page.">
          Reload it, or go back to the start page.
        </Callout>
      </SitePage>
    ),
    notFoundComponent: () => (
      <SitePage title={appName} intro="There's no page at this address.">
        <Callout tone="warning" title="Page not found.">
          Click Regulars at the top to go to the start page.
        </Callout>
      </SitePage>
    ),
  });

const SiteRoot = ({ appName }: { readonly appName: string }) => {
  const navigate = useNavigate();
  const page = useMatches({ select: (matches) => matches.at(-1) });
  useScreenChange(page?.staticData.title ?? "Page not found", page?.id ?? "");
  return (
    <SiteFrame appName={appName} onHome={() => void navigate({ to: "/" })}>
      <Outlet />
    </SiteFrame>
  );
};
