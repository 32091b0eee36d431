import { z } from "zod";
import { type ProductId, productIdSchema } from "#shared/kernel/ids.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { clientelingId, profileTouch } from "#sync-server/profile/profile-touch.ts";
import { readListsWithProduct } from "#sync-server/storage/clienteling/list-store.ts";
import { setDue } from "#sync-server/storage/due-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Sends the lists that show a product to devices again ([X15]): any number of them. */
export const showProduct = (deps: WriteDeps, productId: ProductId): Promise<void> =>
  showFrom(deps, { productId, after: 0 });

/** Which lists are left: those of later numbers. */
const partSchema = z.object({ productId: productIdSchema, after: z.int().min(0) });
type Part = z.infer<typeof partSchema>;

const LISTS_AT_ONCE = 500;

/** Sends some of the lists that are left, as due work. */
export const showProductSome = async (deps: WriteDeps, key: string): Promise<null> => {
  const [productId, after] = key.split(" ").map(Number);
  await showFrom(deps, partSchema.parse({ productId, after }));
  return null;
};

/** Sends some of the lists, and leaves the others to another time. */
const showFrom = async (deps: WriteDeps, { productId, after }: Part): Promise<void> => {
  const lists = await readListsWithProduct(deps, productId, after, LISTS_AT_ONCE);
  const living = lists.filter(({ profileType }) => isLiving(profileType));
  deps.touched(
    ...living.map((list) => profileTouch(list, "clienteling", clientelingId("list", list.id))),
  );
  const last = lists.at(LISTS_AT_ONCE - 1);
  if (!last) return;
  await setDue(deps, { kind: "show_product", key: `${productId} ${last.id}` }, deps.now);
};
