import { useEffect } from "react";

let screensWithWork = 0;

/** Marks this screen as having something typed that would be lost by leaving it. */
export const useUnsavedWork = (hasWork: boolean): void => {
  useEffect(() => {
    if (!hasWork) return;
    screensWithWork += 1;
    return () => {
      screensWithWork -= 1;
    };
  }, [hasWork]);
};

/** Whether leaving the current screen would lose something. */
export const hasUnsavedWork = (): boolean => screensWithWork > 0;
