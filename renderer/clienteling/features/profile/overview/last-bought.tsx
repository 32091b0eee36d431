import { productCodeHref } from "#renderer/clienteling/product-href.ts";
import { useTransactions } from "#renderer/clienteling/use-device-data.ts";
import { useNow } from "#renderer/clienteling/use-now.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { ProductStrip } from "./product-strip.tsx";

const ITEMS_SHOWN = 6;
/** Some of them are void, or say nothing of their items. */
const TRANSACTIONS_READ = 12;

/** The last items that the customer bought, as far as this device holds them. */
export const LastBought = ({
  profileId,
  onAll,
}: {
  readonly profileId: ProfileId;
  readonly onAll: () => void;
}) => {
  const format = useFormat();
  const now = useNow(60_000);
  const view = useTransactions(profileId, TRANSACTIONS_READ);
  if (view === undefined) return null;
  const items = view.transactions
    .filter(({ isVoid }) => !isVoid)
    .flatMap(({ id, items: lines, transactedAt, timezone }) =>
      lines
        .map(({ name, sku, picture, quantity }, place) => ({
          ...{ key: `${id} ${place}`, name, picture, quantity },
          note: format.untilDay(transactedAt, now, timezone),
          href: sku === null ? undefined : productCodeHref(sku),
        }))
        .filter(({ quantity }) => quantity > 0),
    )
    .slice(0, ITEMS_SHOWN);
  return (
    <ProductStrip
      title={say("overview.last_bought")}
      all={say("overview.all_purchases")}
      items={items}
      empty={say("overview.no_purchases")}
      onAll={onAll}
    />
  );
};
