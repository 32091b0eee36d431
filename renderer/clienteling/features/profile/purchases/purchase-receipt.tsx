import { Text } from "@mantine/core";
import { Picture } from "#renderer/clienteling/picture.tsx";
import { productCodeHref } from "#renderer/clienteling/product-href.ts";
import { useStaff } from "#renderer/clienteling/use-device-data.ts";
import { CopyButton } from "#renderer/ui/copy-button.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { pointsText } from "#renderer/words/lot-text.ts";
import { say } from "#renderer/words/say.ts";
import type { Transaction } from "#shared/commerce/transaction.ts";
import { cents } from "#shared/kernel/money.ts";
import classes from "./purchase-receipt.module.css";

/** The lines of a purchase, where and by whom it was sold, and what came back of it. */
export const PurchaseReceipt = ({
  purchase,
  returns,
  store,
  points,
  isOpen,
}: {
  readonly purchase: Transaction;
  readonly returns: readonly Transaction[];
  readonly store: string;
  /** What it earned, in hundredths. */
  readonly points: number;
  /** Pictures are read only when they can be seen. */
  readonly isOpen: boolean;
}) => {
  const format = useFormat();
  const staff = useStaff();
  const { items, currency, receiptRef, returnOf, transactedAt, timezone } = purchase;
  const seller = staff?.find(({ id }) => id === purchase.staffId)?.name;
  const money = (amount: number) => format.money(cents(Math.round(amount)), currency);
  const facts: readonly (readonly [string, string | undefined])[] = [
    [say("purchases.receipt"), receiptRef ?? undefined],
    [say("purchases.date"), format.date(transactedAt, timezone)],
    [say("purchases.sold_at"), store],
    [say("purchases.sold_by"), seller],
    [say("purchases.earned"), points === 0 ? undefined : pointsText(points, format)],
    [say("purchases.return_of"), returnOf],
    ...returns.map(
      (each) =>
        [
          say("purchases.came_back"),
          say("purchases.came_back_on", {
            amount: money(Math.abs(each.totalCents)),
            date: format.date(each.transactedAt, each.timezone),
          }),
        ] as const,
    ),
  ];
  return (
    <div className={classes["receipt"]}>
      {items.length === 0 ? (
        <Text size="sm" c="dimmed">
          {say("purchases.no_items")}
        </Text>
      ) : (
        <table className={`numbers ${classes["items"]}`}>
          <thead className="visually-hidden">
            <tr>
              <th>{say("purchases.item")}</th>
              <th>{say("purchases.quantity")}</th>
              <th>{say("purchases.price")}</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ name, sku, quantity, priceSellCents, picture, ...item }, place) => (
              // An item has no id, and the items of a sale never change.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above.
              <tr key={place}>
                <td>
                  <div className={classes["item"]}>
                    {isOpen && picture !== undefined && <Picture of={picture} size={40} />}
                    <span>
                      {sku === null ? (
                        name
                      ) : (
                        <a className={classes["link"]} href={productCodeHref(sku)}>
                          {name}
                        </a>
                      )}
                      {sku !== null && <span className={classes["sku"]}>{sku}</span>}
                    </span>
                  </div>
                </td>
                <td>{format.count(quantity)} ×</td>
                <td>
                  {money(priceSellCents * quantity)}
                  {item.priceOriginalCents !== undefined && (
                    <span className={classes["was"]}>
                      {say("purchases.was", { price: money(item.priceOriginalCents * quantity) })}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className={classes["foot"]}>
        <dl className={`numbers ${classes["facts"]}`}>
          {facts.map(
            ([label, value]) =>
              value !== undefined && (
                <div key={`${label} ${value}`}>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ),
          )}
        </dl>
        {receiptRef !== null && isOpen && (
          <CopyButton label={say("purchases.copy_receipt")} text={receiptRef} />
        )}
      </div>
    </div>
  );
};
