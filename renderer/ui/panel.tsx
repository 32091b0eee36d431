import { Group, Paper, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";
import classes from "./panel.module.css";

/**
 * A titled section of a screen: a landmark named by its heading, with `aside` on the right of the
 * heading.
 */
export const Panel = ({
  title,
  aside,
  flush = false,
  className,
  children,
}: {
  readonly title: string;
  readonly aside?: ReactNode;
  /** No padding, for tables and lists of rows. */
  readonly flush?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}) => {
  const headingId = useId();
  return (
    <Paper
      component="section"
      aria-labelledby={headingId}
      className={[classes["panel"], className].filter(Boolean).join(" ")}
    >
      <Group justify="space-between" wrap="nowrap" gap="sm" className={classes["head"]}>
        <Title order={2} id={headingId}>
          {title}
        </Title>
        {aside}
      </Group>
      <div className={flush ? classes["flush"] : classes["body"]}>{children}</div>
    </Paper>
  );
};
