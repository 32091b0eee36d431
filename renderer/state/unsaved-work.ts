import { useEffect } from "react";
import { create } from "zustand";

/** How many screens have something typed that would be lost by leaving them. */
const useWork = create(() => ({ screens: 0 }));

/** Marks this screen as having something typed that would be lost by leaving it. */
export const useUnsavedWork = (hasWork: boolean): void => {
  useEffect(() => {
    if (!hasWork) return;
    add(1);
    return () => add(-1);
  }, [hasWork]);
};

/** Whether leaving the current screen would lose something. */
export const hasUnsavedWork = (): boolean => useWork.getState().screens > 0;

const add = (count: number): void =>
  useWork.setState(({ screens }) => ({ screens: screens + count }));
