import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./quiet-note.module.css";

/** Two quiet lines in place of an empty list. */
export const QuietNote = ({
  icon,
  title,
  isGood = false,
  children,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  /** An empty list is good news here. */
  readonly isGood?: boolean;
  readonly children: ReactNode;
}) => (
  <div className={classes["note"]} data-good={isGood || undefined}>
    {icon}
    <div>
      <Text fw={600}>{title}</Text>
      <Text size="sm" c="dimmed">
        {children}
      </Text>
    </div>
  </div>
);
