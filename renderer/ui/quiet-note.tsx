import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./quiet-note.module.css";

/** One line where a list is empty and all is well: it takes no more room than it has to say. */
export const QuietNote = ({
  icon,
  title,
  children,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
}) => (
  <div className={classes["note"]}>
    {icon}
    <div>
      <Text fw={600}>{title}</Text>
      <Text size="sm" c="dimmed">
        {children}
      </Text>
    </div>
  </div>
);
