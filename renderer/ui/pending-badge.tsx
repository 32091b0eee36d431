import { say } from "#renderer/words/say-first.ts";
import classes from "./pending-badge.module.css";

/** Beside what was done on this device and head office hasn't confirmed. */
export const PendingBadge = ({
  text = say("frame.pending"),
  space,
}: {
  readonly text?: string;
  /** On which side of it there is text, to keep a distance from. */
  readonly space?: "before" | "after";
}) => (
  <span className={classes["badge"]} data-space={space}>
    {text}
  </span>
);
