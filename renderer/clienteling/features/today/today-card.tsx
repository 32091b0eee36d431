import { Button, UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import { CustomerLine } from "#renderer/clienteling/customer-line.tsx";
import type { CustomerRow } from "#renderer/data/views.ts";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import classes from "./today.module.css";

/** So many customers are on a card. */
export const CARD_ROWS = 5;

/** A card of Today with a few customers: what is remarkable about each, and how to see the rest. */
export const TodayCard = ({
  title,
  rows,
  lineOf,
  endOf,
  empty,
  onOpen,
  onAll,
}: {
  readonly title: string;
  /** Undefined while they are being read. */
  readonly rows: readonly CustomerRow[] | undefined;
  readonly lineOf: (row: CustomerRow) => ReactNode;
  readonly endOf?: (row: CustomerRow) => ReactNode;
  /** What stands in place of no rows. */
  readonly empty: { readonly icon: ReactNode; readonly title: string; readonly why: string };
  readonly onOpen: (profileId: ProfileId) => void;
  /** Null if the card shows them all. */
  readonly onAll: (() => void) | null;
}) => (
  <Panel
    title={title}
    flush
    aside={
      onAll !== null &&
      rows?.length !== 0 && (
        <Button
          variant="subtle"
          className={classes["all"]}
          aria-label={say("today.show_all_of", { what: title })}
          onClick={onAll}
        >
          {say("today.show_all")}
        </Button>
      )
    }
  >
    {rows === undefined && <LoadingRows label={say("today.loading", { what: title })} />}
    {rows?.length === 0 && (
      <EmptyNote icon={empty.icon} title={empty.title}>
        {empty.why}
      </EmptyNote>
    )}
    {rows !== undefined && rows.length > 0 && (
      <ul className={classes["list"]}>
        {rows.slice(0, CARD_ROWS).map((row) => (
          <li key={row.profile.id}>
            <UnstyledButton className={classes["row"]} onClick={() => onOpen(row.profile.id)}>
              <CustomerLine profile={row.profile} line={lineOf(row)} end={endOf?.(row)} />
            </UnstyledButton>
          </li>
        ))}
      </ul>
    )}
  </Panel>
);
