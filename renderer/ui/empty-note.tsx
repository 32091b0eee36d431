import { EmptyState } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./empty-note.module.css";

/** Shown in place of an empty list, with what to do about it. */
export const EmptyNote = ({
  icon,
  title,
  isScreen = false,
  children,
  actions,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  /** The note is the whole screen, so its title is the screen's heading. */
  readonly isScreen?: boolean;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) => (
  <EmptyState
    icon={icon}
    title={isScreen ? <h1 className={classes["heading"]}>{title}</h1> : title}
    description={children}
    size="sm"
    py="lg"
    px="md"
  >
    {actions !== undefined && <EmptyState.Actions mt="xs">{actions}</EmptyState.Actions>}
  </EmptyState>
);
