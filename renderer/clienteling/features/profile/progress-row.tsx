import { Text } from "@mantine/core";
import classes from "./progress-row.module.css";

/**
 * How far somebody has got with something, in a `RowList`: its name, the numbers, a bar, and what
 * else to say.
 */
export const ProgressRow = ({
  name,
  figure,
  percent,
  label,
  notes,
}: {
  readonly name: string;
  readonly figure: string;
  readonly percent: number;
  /** What the bar measures, for a screen reader. */
  readonly label: string;
  readonly notes: readonly (string | null)[];
}) => (
  <li>
    <div className={classes["head"]}>
      <Text size="sm" fw={500}>
        {name}
      </Text>
      <Text size="sm" fw={600} className="numbers unbroken">
        {figure}
      </Text>
    </div>
    <progress className={classes["bar"]} max={100} value={percent} aria-label={label}>
      {figure}
    </progress>
    {notes
      .filter((note) => note !== null)
      .map((note) => (
        <Text key={note} size="xs" c="dimmed" className="numbers">
          {note}
        </Text>
      ))}
  </li>
);
