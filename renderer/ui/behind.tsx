import { createContext, type ReactNode, useContext } from "react";
import classes from "./sheet.module.css";

const IsBehind = createContext(false);

/** Whether this part of the page is behind a sheet, where no key reaches it. */
export const useIsBehind = (): boolean => useContext(IsBehind);

/**
 * A screen that a sheet may cover: while it does, the screen can still be read, but neither keys,
 * taps nor screen readers reach it.
 */
export const Behind = ({
  isCovered,
  children,
}: {
  readonly isCovered: boolean;
  readonly children: ReactNode;
}) => (
  <IsBehind value={isCovered}>
    <div className={classes["behind"]} data-covered={isCovered || undefined} inert={isCovered}>
      {children}
    </div>
  </IsBehind>
);
