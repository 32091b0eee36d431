import { Collapse, Text, UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import classes from "./opening-row.module.css";

/** A row of a `RowList` with an amount, which opens to show what is behind it. */
export const OpeningRow = ({
  title,
  notes,
  figure,
  figureNote,
  isVoid = false,
  children,
}: {
  readonly title: ReactNode;
  readonly notes: readonly string[];
  readonly figure: string;
  readonly figureNote: ReactNode;
  /** The amount doesn't count. */
  readonly isVoid?: boolean;
  readonly children: ReactNode;
}) => {
  const behindId = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <li className={classes["item"]}>
      <UnstyledButton
        className={classes["row"]}
        aria-expanded={isOpen}
        aria-controls={behindId}
        onClick={() => setOpen(!isOpen)}
      >
        <span className={classes["what"]}>
          <Text component="span" fw={500}>
            {title}
          </Text>
          {notes.map((note) => (
            <Text key={note} component="span" size="sm" c="dimmed" className="numbers">
              {note}
            </Text>
          ))}
        </span>
        <span className={`numbers ${classes["figure"]}`}>
          <Text component="span" fw={600} td={isVoid ? "line-through" : undefined}>
            {figure}
          </Text>
          {figureNote !== null && (
            <Text component="span" size="sm" c="dimmed">
              {figureNote}
            </Text>
          )}
        </span>
        <IconChevronRight size={18} aria-hidden className={classes["chevron"]} />
      </UnstyledButton>
      <Collapse expanded={isOpen} id={behindId}>
        <div className={classes["behind"]}>{children}</div>
      </Collapse>
    </li>
  );
};
