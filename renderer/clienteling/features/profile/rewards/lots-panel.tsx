import { Button, Table, Text } from "@mantine/core";
import { IconGift } from "@tabler/icons-react";
import { useState } from "react";
import { useNow } from "#renderer/clienteling/use-now.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { QuietNote } from "#renderer/ui/quiet-note.tsx";
import { lotAmount, lotName, unitAmount } from "#renderer/words/lot-text.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { LotExpiry } from "./lot-expiry.tsx";

const SHOWN_FIRST = 6;

/**
 * Every lot that can be spent, in the order it will be: the nearest expiry first. Then those that
 * can't be spent yet, each with the day from which it can.
 */
export const LotsPanel = ({
  lots,
  inactiveLots,
  programme,
  isOwing,
}: {
  readonly lots: readonly Lot[];
  readonly inactiveLots: readonly Lot[];
  readonly programme: Programme | null;
  /** What the customer earns next may pay back what they owe. */
  readonly isOwing: boolean;
}) => {
  const format = useFormat();
  const now = useNow(60_000);
  const [showsAll, setShowsAll] = useState(false);
  const all = [...lots, ...inactiveLots];
  const shown = showsAll ? all : all.slice(0, SHOWN_FIRST);
  const hasCredit = all.some(({ unit }) => unit === "credit");
  return (
    <Panel
      title={hasCredit ? "Rewards, points and credit" : "Rewards and points"}
      flush
      aside={
        lots.length > 0 && (
          <Text size="sm" c="dimmed">
            Nearest expiry first
          </Text>
        )
      }
    >
      {all.length === 0 ? (
        <QuietNote
          icon={<IconGift size={24} aria-hidden />}
          title="Nothing to redeem at the moment"
        >
          {isOwing
            ? "What remains after paying back what is owed appears here."
            : "Rewards from the next purchase appear here."}
        </QuietNote>
      ) : (
        <Table tabularNums>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>What</Table.Th>
              <Table.Th ta="end">Left</Table.Th>
              <Table.Th className="wide-only">Issued</Table.Th>
              <Table.Th>Expires</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((lot) => (
              <Table.Tr key={lot.lotId}>
                <Table.Td>
                  {lotName(lot, programme)}
                  {lot.activeAt > now && (
                    <Text size="xs" c="dimmed">
                      from {format.date(lot.activeAt, lot.timezone)}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td ta="end">
                  <Text component="span" fw={600} inherit>
                    {lotAmount(lot, programme, format)}
                  </Text>
                  {lot.remaining !== lot.initial && (
                    <Text size="xs" c="dimmed">
                      of {unitAmount(lot.unit, lot.initial, format)}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td className="wide-only">{format.date(lot.issuedAt, lot.timezone)}</Table.Td>
                <Table.Td className="unbroken">
                  <LotExpiry lot={lot} now={now} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {all.length > SHOWN_FIRST && (
        <Button variant="subtle" fullWidth radius={0} onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? "Show fewer" : `Show all ${format.count(all.length)}`}
        </Button>
      )}
    </Panel>
  );
};
