import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./quiet-note.module.css";

/** Two lines where a list is empty: no more room than there is to say. */
export const QuietNote = ({
  icon,
  title,
  isGood = false,
  children,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  /** That there is nothing is good news. */
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
