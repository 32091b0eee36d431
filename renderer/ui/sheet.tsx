import type { ReactNode } from "react";
import classes from "./sheet.module.css";

/**
 * One job from start to end: a sheet at the right of a wide window, over the screen that it belongs
 * to (see `Behind`), and the whole screen on a narrow one. What is at its foot is always visible:
 * only the part between head and foot scrolls, and nothing scrolls under the foot.
 */
export const Sheet = ({
  label,
  head = null,
  foot = null,
  children,
}: {
  readonly label?: string | undefined;
  readonly head?: ReactNode;
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}) => (
  <main id="main" className={classes["sheet"]} aria-label={label}>
    {head !== null && <div className={classes["head"]}>{head}</div>}
    <div className={classes["body"]}>{children}</div>
    {foot !== null && <div className={classes["foot"]}>{foot}</div>}
  </main>
);
