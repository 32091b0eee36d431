import classes from "./key-hint.module.css";

/** The key that does the same as the button it is in. Hidden on devices without a fine pointer. */
export const KeyHint = ({ children }: { readonly children: string }) => (
  <kbd className={classes["hint"]} aria-hidden>
    {children}
  </kbd>
);
