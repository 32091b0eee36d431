import { productHref } from "#renderer/clienteling/product-href.ts";
import { useClienteling } from "#renderer/clienteling/use-device-data.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { itemName } from "#renderer/words/list.ts";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { ProductStrip } from "./product-strip.tsx";

const ITEMS_SHOWN = 4;

/** The first things on the customer's lists. Nothing if there are none. */
export const WishStrip = ({
  profileId,
  onAll,
}: {
  readonly profileId: ProfileId;
  readonly onAll: () => void;
}) => {
  const format = useFormat();
  const lists = useClienteling(profileId)?.lists ?? [];
  const items = lists.flatMap(({ list }) =>
    list.items.map((item) => ({
      key: `${list.ref} ${item.ref}`,
      picture: item.picture,
      name: itemName(item),
      href: item.productId === null ? undefined : productHref(item.productId),
      note: item.priceCents === null ? list.name : format.money(item.priceCents),
    })),
  );
  if (items.length === 0) return null;
  return (
    <ProductStrip
      title={say("overview.wishlist")}
      all={say("overview.all_wishes")}
      items={items.slice(0, ITEMS_SHOWN)}
      empty=""
      onAll={onAll}
    />
  );
};
