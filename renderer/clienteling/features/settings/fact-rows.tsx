import type { ReactNode } from "react";
import classes from "./settings-screen.module.css";

/** Facts in rows, each with its name. */
export const FactRows = ({
  facts,
}: {
  readonly facts: readonly (readonly [name: string, value: ReactNode])[];
}) => (
  <dl className={`numbers ${classes["rows"]}`}>
    {facts.map(([name, value]) => (
      <div key={name} className={classes["row"]}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
