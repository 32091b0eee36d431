import { Text } from "@mantine/core";
import { useFormat } from "#renderer/ui/format-context.tsx";
import type { Instant } from "#shared/kernel/time.ts";
import type { Lot } from "#shared/ledger/lot.ts";

/** When a lot expires, and how long that is from now. */
export const LotExpiry = ({ lot, now }: { readonly lot: Lot; readonly now: Instant }) => {
  const format = useFormat();
  if (lot.expiresAt === null) {
    return (
      <Text component="span" c="dimmed" inherit>
        Never
      </Text>
    );
  }
  return (
    <>
      {format.date(lot.expiresAt, lot.timezone)}
      <Text size="xs" c="dimmed">
        {format.untilDay(lot.expiresAt, now, lot.timezone)}
      </Text>
    </>
  );
};
