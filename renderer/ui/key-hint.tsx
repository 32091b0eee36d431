import classes from "./key-hint.module.css";

/** The key that does the same as the button it stands in; hidden where there is no fine pointer. */
export const KeyHint = ({ children }: { readonly children: string }) => (
  <kbd className={classes["hint"]} aria-hidden>
    {children}
  </kbd>
);
