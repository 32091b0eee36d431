import { Text } from "@mantine/core";
import { IconGift } from "@tabler/icons-react";
import { RowList } from "#renderer/clienteling/features/profile/row-list.tsx";
import type { ProfileView, StoreConfig } from "#renderer/data/views.ts";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { countedAmount, lotName, PAYING_UNITS, unitAmount } from "#renderer/words/lot-text.ts";
import { say } from "#renderer/words/say.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { groupLots, type LotGroup } from "./group-lots.ts";
import { LotTable } from "./lot-table.tsx";
import { OpeningRow } from "./opening-row.tsx";

/**
 * What pays for something, a row for each thing that head office calls by a name: how much, what
 * of it expires first, and what there will be later. A row opens to show its lots.
 */
export const HoldingsPanel = ({
  view,
  config: { programme },
}: {
  readonly view: ProfileView;
  readonly config: StoreConfig;
}) => {
  const format = useFormat();
  const paying = ({ unit }: { readonly unit: LotGroup["unit"] }) => PAYING_UNITS.includes(unit);
  const groups = groupLots(view.lots.filter(paying), view.inactiveLots.filter(paying), programme);
  return (
    <Panel
      title={say("rewards.available")}
      flush
      aside={
        <Text fw={600} c="var(--money)" className="numbers">
          {format.money(view.balances.combinedCents)}
        </Text>
      }
    >
      {groups.length === 0 ? (
        <EmptyNote icon={<IconGift size={32} aria-hidden />} title={say("rewards.none")}>
          {say(view.owed.length > 0 ? "rewards.none_owing" : "rewards.none_hint")}
        </EmptyNote>
      ) : (
        <RowList>
          {groups.map((group) => (
            <Holding
              key={`${group.unit} ${group.definitionId}`}
              group={group}
              programme={programme}
            />
          ))}
        </RowList>
      )}
    </Panel>
  );
};

const Holding = ({
  group,
  programme,
}: {
  readonly group: LotGroup;
  readonly programme: StoreConfig["programme"];
}) => {
  const format = useFormat();
  const { unit, lots, now, expiring, later } = group;
  const all = [...lots, ...later];
  const [firstLater] = later;
  const notes = [
    expiring &&
      say("rewards.expires", {
        amount: format.money(expiring.worthCents),
        date: format.date(assertDefined(expiring.lot.expiresAt ?? undefined, "it expires")),
      }),
    lots.length > 0 && expiring === null ? say("rewards.never") : null,
    firstLater &&
      say("rewards.later", {
        amount: unitAmount(unit, firstLater.remaining, format),
        date: format.date(firstLater.activeAt, firstLater.timezone),
      }),
  ].filter((note) => typeof note === "string");
  return (
    <OpeningRow
      title={lotName(assertDefined(all[0], "a group has lots"), programme)}
      notes={notes}
      figure={format.money(now.worthCents)}
      figureNote={countedAmount(unit, now.amount, format)}
    >
      <LotTable lots={all} programme={programme} />
    </OpeningRow>
  );
};
