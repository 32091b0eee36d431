import { Button, DataList } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { ProfileView } from "#renderer/data/views.ts";
import { Panel } from "#renderer/ui/panel.tsx";
import { PendingBadge } from "#renderer/ui/pending-badge.tsx";
import { say } from "#renderer/words/say.ts";
import classes from "./detail-section.module.css";
import { type DetailField, SectionForm } from "./section-form.tsx";

/** One thing that is known. Null isn't shown. */
export type DetailRow = {
  readonly name: string;
  readonly value: ReactNode;
  /** The fields that it shows: one that waits to be sent is marked. */
  readonly fields?: readonly string[];
};

/** A part of a customer's details: what is known, and where it can be edited, its fields. */
export const DetailSection = ({
  title,
  view,
  rows,
  fields = [],
}: {
  readonly title: string;
  readonly view: ProfileView;
  readonly rows: readonly DetailRow[];
  /** What can be edited here. */
  readonly fields?: readonly DetailField[];
}) => {
  const [isEditing, setEditing] = useState(false);
  return (
    <Panel
      title={title}
      aside={
        fields.length > 0 &&
        !isEditing && (
          <Button
            variant="subtle"
            className={classes["edit"]}
            aria-label={say("details.edit_part", { part: title })}
            onClick={() => setEditing(true)}
          >
            {say("details.edit")}
          </Button>
        )
      }
    >
      {isEditing ? (
        <SectionForm title={title} view={view} fields={fields} onClose={() => setEditing(false)} />
      ) : (
        <DataList size="sm" gap={8} labelWidth="96px">
          {rows.map(({ name, value, fields: shown = [] }) => (
            <DataList.Item key={name}>
              <DataList.ItemLabel>{name}</DataList.ItemLabel>
              <DataList.ItemValue className={`numbers ${classes["value"]}`}>
                {value}
                {shown.some((field) => view.pendingFields.includes(field)) && (
                  <PendingBadge text={say("details.not_synced")} space="before" />
                )}
              </DataList.ItemValue>
            </DataList.Item>
          ))}
        </DataList>
      )}
    </Panel>
  );
};
