import { EmptyState } from "@mantine/core";
import type { ReactNode } from "react";

/** What stands where there is nothing to list, and what one can do about it. */
export const EmptyNote = ({
  icon,
  title,
  children,
  actions,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) => (
  <EmptyState icon={icon} title={title} description={children} size="sm" py="lg" px="md">
    {actions !== undefined && <EmptyState.Actions>{actions}</EmptyState.Actions>}
  </EmptyState>
);
