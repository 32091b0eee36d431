import { Table, Text } from "@mantine/core";
import { useNow } from "#renderer/clienteling/use-now.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { lotAmount, unitAmount } from "#renderer/words/lot-text.ts";
import { say } from "#renderer/words/say.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import type { Programme } from "#shared/redemption/programme.ts";

/** Lots in the order in which they will be spent, and from when those can be that can't be yet. */
export const LotTable = ({
  lots,
  programme,
}: {
  readonly lots: readonly Lot[];
  readonly programme: Programme | null;
}) => {
  const format = useFormat();
  const now = useNow(60_000);
  return (
    <Table tabularNums>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{say("rewards.earned")}</Table.Th>
          <Table.Th ta="end">{say("rewards.balance")}</Table.Th>
          <Table.Th>{say("rewards.expiry")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lots.map((lot) => (
          <Table.Tr key={lot.lotId}>
            <Table.Td>
              {format.date(lot.issuedAt, lot.timezone)}
              {lot.activeAt > now && (
                <Text size="xs" c="dimmed">
                  {say("rewards.from", { date: format.date(lot.activeAt, lot.timezone) })}
                </Text>
              )}
            </Table.Td>
            <Table.Td ta="end">
              <Text component="span" fw={500} inherit>
                {lotAmount(lot, programme, format)}
              </Text>
              {lot.remaining !== lot.initial && (
                <Text size="xs" c="dimmed">
                  {say("rewards.of", { amount: unitAmount(lot.unit, lot.initial, format) })}
                </Text>
              )}
            </Table.Td>
            <Table.Td className="unbroken">
              {lot.expiresAt === null ? (
                say("rewards.never")
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
  );
};
