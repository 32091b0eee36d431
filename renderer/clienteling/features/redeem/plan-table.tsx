import { Table, Text } from "@mantine/core";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { countedAmount, lotName, unitAmount } from "#renderer/words/lot-text.ts";
import { say } from "#renderer/words/say.ts";
import type { PlannedPart, RedemptionPlan } from "#shared/redemption/plan.ts";
import type { Programme } from "#shared/redemption/programme.ts";

/** The lots that pay, in the order they are drawn: what each gives, and what is left in it. */
export const PlanTable = ({
  plan,
  programme,
}: {
  readonly plan: RedemptionPlan;
  readonly programme: Programme | null;
}) => (
  <Table tabularNums>
    <Table.Thead>
      <Table.Tr>
        <Table.Th>{say("redeem.col_reward")}</Table.Th>
        <Table.Th ta="end">{say("redeem.col_used")}</Table.Th>
        <Table.Th ta="end">{say("redeem.col_left")}</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {plan.parts.map((part) => (
        <PartRow key={part.lot.lotId} part={part} programme={programme} />
      ))}
    </Table.Tbody>
  </Table>
);

const PartRow = ({
  part: { lot, amount, valueCents },
  programme,
}: {
  readonly part: PlannedPart;
  readonly programme: Programme | null;
}) => {
  const format = useFormat();
  const counted = countedAmount(lot.unit, amount, format);
  return (
    <Table.Tr>
      <Table.Td>
        {lotName(lot, programme)}
        <Text size="xs" c="dimmed">
          {lot.expiresAt === null
            ? say("redeem.never_expires")
            : say("redeem.expires", { date: format.date(lot.expiresAt, lot.timezone) })}
        </Text>
      </Table.Td>
      <Table.Td ta="end">
        <Text component="span" fw={500} inherit>
          {format.money(valueCents)}
        </Text>
        {counted !== null && (
          <Text size="xs" c="dimmed">
            {counted}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="end" c={lot.remaining === amount ? "dimmed" : "inherit"}>
        {lot.remaining === amount
          ? say("redeem.nothing")
          : unitAmount(lot.unit, lot.remaining - amount, format)}
      </Table.Td>
    </Table.Tr>
  );
};
