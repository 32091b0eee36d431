import { EmptyState } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./empty-note.module.css";

/** What stands where there is nothing to list, and what one can do about it. */
export const EmptyNote = ({
  icon,
  title,
  isScreen = false,
  children,
  actions,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  /** It is all that the screen has to say: the title is the screen's heading. */
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
