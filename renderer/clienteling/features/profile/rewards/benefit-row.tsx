import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./benefit-row.module.css";

/** One benefit: its name, what there is to say about it, and the button for it if there is one. */
export const BenefitRow = ({
  name,
  notes,
  children,
}: {
  readonly name: string;
  /** Those that are null are left out. */
  readonly notes: readonly (string | null)[];
  readonly children: ReactNode;
}) => (
  <div className={classes["benefit"]}>
    <div>
      <Text size="sm" fw={500}>
        {name}
      </Text>
      {notes.map(
        (note) =>
          note !== null && (
            <Text key={note} size="xs" c="dimmed" className="numbers">
              {note}
            </Text>
          ),
      )}
    </div>
    {children}
  </div>
);

/** What keeps staff from everything in a panel, beside its title. */
export const PanelWarning = ({ children }: { readonly children: string }) => (
  <Text size="sm" c="var(--warning)" ta="end">
    {children}
  </Text>
);
