import { Button, Title } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { say } from "#renderer/words/say.ts";
import classes from "./kiosk.module.css";

/** The end of a job: what came of it, and the way back to the first page. */
export const KioskDone = ({
  title,
  children,
  onDone,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly onDone: () => void;
}) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className={classes["done"]}>
      <Title order={1} ref={heading} tabIndex={-1} className={classes["title"]}>
        {title}
      </Title>
      {children}
      <Button size="xl" className={classes["main"]} onClick={onDone}>
        {say("kiosk.done")}
      </Button>
    </div>
  );
};
