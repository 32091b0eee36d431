import type { ReactNode } from "react";
import classes from "./row-list.module.css";

/** A panel's rows with lines between them, each an `<li>`. */
export const RowList = ({ children }: { readonly children: ReactNode }) => (
  <ul className={classes["list"]}>{children}</ul>
);
