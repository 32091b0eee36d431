import { say } from "#renderer/words/say.ts";
import classes from "./pending-badge.module.css";

/** Beside what was done on this device and head office hasn't confirmed. */
export const PendingBadge = () => <span className={classes["badge"]}>{say("frame.pending")}</span>;
