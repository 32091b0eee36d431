import { Table, Text } from "@mantine/core";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { lotName, unitAmount } from "#renderer/words/lot-text.ts";
import type { Programme } from "#shared/incentive/programme.ts";
import type { RedemptionPlan } from "#shared/redemption/plan.ts";

/** Which lots pay, in the order in which they are drawn: how much each gives and what it keeps. */
export const PlanTable = ({
  plan,
  programme,
  isDone = false,
}: {
  readonly plan: RedemptionPlan;
  readonly programme: Programme | null;
  /** It was redeemed: the table tells what was, not what would be. */
  readonly isDone?: boolean;
}) => {
  const format = useFormat();
  return (
    <Table tabularNums>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Lot</Table.Th>
          <Table.Th ta="end">{isDone ? "Took" : "Takes"}</Table.Th>
          <Table.Th ta="end">{isDone ? "Left" : "Keeps"}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {plan.parts.map(({ lot, amount, valueCents }) => (
          <Table.Tr key={lot.lotId}>
            <Table.Td>
              {lotName(lot, programme)}
              <Text size="xs" c="dimmed">
                {lot.expiresAt === null
                  ? "Never expires"
                  : `Expires ${format.date(lot.expiresAt, lot.timezone)}`}
              </Text>
            </Table.Td>
            <Table.Td ta="end">
              <Text component="span" fw={600} inherit>
                {format.money(valueCents)}
              </Text>
              {lot.unit === "point" && (
                <Text size="xs" c="dimmed">
                  {unitAmount("point", amount, format)}
                </Text>
              )}
            </Table.Td>
            <Table.Td ta="end">
              {lot.remaining === amount ? (
                <Text component="span" c="dimmed" inherit>
                  Nothing
                </Text>
              ) : (
                unitAmount(lot.unit, lot.remaining - amount, format)
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
};
