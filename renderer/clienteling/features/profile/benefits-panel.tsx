import { Table, Text } from "@mantine/core";
import { useNow } from "#renderer/clienteling/use-now.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { benefitUses, lotName } from "#renderer/words/lot-text.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import type { Programme } from "#shared/redemption/programme.ts";

/**
 * What the customer is entitled to besides money, the nearest expiry first; nothing if they aren't.
 */
export const BenefitsPanel = ({
  lots,
  programme,
}: {
  readonly lots: readonly Lot[];
  readonly programme: Programme | null;
}) => {
  const format = useFormat();
  const now = useNow(60_000);
  if (lots.length === 0) return null;
  return (
    <Panel title="Benefits" flush>
      <Table tabularNums>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>What</Table.Th>
            <Table.Th ta="end">Left</Table.Th>
            <Table.Th>Expires</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lots.map((lot) => (
            <Table.Tr key={lot.lotId}>
              <Table.Td>{lotName(lot, programme)}</Table.Td>
              <Table.Td ta="end">{benefitUses(lot, format)}</Table.Td>
              <Table.Td className="unbroken">
                {lot.expiresAt === null ? (
                  <Text component="span" c="dimmed" inherit>
                    Never
                  </Text>
                ) : (
                  <>
                    {format.date(lot.expiresAt, lot.timezone)}
                    <Text size="xs" c="dimmed">
                      {format.untilDay(lot.expiresAt, now, lot.timezone)}
                    </Text>
                  </>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
};
