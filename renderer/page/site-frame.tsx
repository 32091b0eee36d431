import type { ReactNode } from "react";
import { AppHeader } from "#renderer/ui/app-header.tsx";
import { SkipToMain } from "#renderer/ui/skip-to-main.tsx";
import { UpdatePrompt } from "./update-prompt.tsx";

/** The frame around every page of the manager and the portal. The store app has its own. */
export const SiteFrame = ({
  appName,
  onHome,
  children,
}: {
  readonly appName: string;
  readonly onHome: () => void;
  readonly children: ReactNode;
}) => (
  <>
    <SkipToMain />
    <AppHeader subtitle={appName} home={{ title: "Start page", onOpen: onHome }} />
    {children}
    <UpdatePrompt />
  </>
);
