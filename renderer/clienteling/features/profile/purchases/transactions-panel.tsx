import { Badge, Button, Collapse, Text, UnstyledButton } from "@mantine/core";
import { IconChevronRight, IconReceipt } from "@tabler/icons-react";
import { type Ref, useEffect, useId, useRef, useState } from "react";
import { Picture } from "#renderer/clienteling/picture.tsx";
import { useTransactions } from "#renderer/clienteling/use-device-data.ts";
import type { StoreConfig, TransactionsView } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { LiveMessage } from "#renderer/ui/live-message.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { QuietNote } from "#renderer/ui/quiet-note.tsx";
import { pointsText } from "#renderer/words/lot-text.ts";
import type { Transaction } from "#shared/commerce/transaction.ts";
import { sumEarned } from "#shared/incentive/points/sum-earned.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import classes from "./transactions-panel.module.css";

const SHOWN_AT_ONCE = 20;

/** The profile's purchases, newest first, 20 at a time. Each opens to show its items. */
export const TransactionsPanel = ({
  profileId,
  config,
}: {
  readonly profileId: ProfileId;
  readonly config: StoreConfig;
}) => {
  const format = useFormat();
  const [limit, setLimit] = useState(SHOWN_AT_ONCE);
  const view = useTransactions(profileId, limit);
  const count = view?.transactions.length ?? 0;
  const list = useRef<HTMLUListElement>(null);
  const firstNew = useRef<number | null>(null);
  // The button may be gone afterwards, and the focus with it.
  useEffect(() => {
    if (firstNew.current === null || count <= firstNew.current) return;
    const added = list.current?.children[firstNew.current]?.querySelector("button");
    firstNew.current = null;
    added?.focus({ preventScroll: true });
  }, [count]);
  const showMore = () => {
    firstNew.current = count;
    setLimit(limit + SHOWN_AT_ONCE);
  };
  return (
    <Panel
      title="Purchases"
      flush
      aside={
        view?.hasMore && (
          <Text size="sm" c="dimmed">
            Latest {format.count(count)}
          </Text>
        )
      }
    >
      <Sales view={view} config={config} list={list} />
      {view?.hasMore && (
        <Button variant="subtle" fullWidth radius={0} onClick={showMore}>
          Show more purchases
        </Button>
      )}
      <LiveMessage>
        {limit > SHOWN_AT_ONCE ? `${format.count(count)} purchases shown` : ""}
      </LiveMessage>
    </Panel>
  );
};

const Sales = ({
  view,
  config,
  list,
}: {
  readonly view: TransactionsView | undefined;
  readonly config: StoreConfig;
  readonly list: Ref<HTMLUListElement>;
}) => {
  if (view === undefined) return <LoadingRows label="Loading the purchases" rows={3} />;
  if (view.transactions.length === 0) {
    return (
      <QuietNote icon={<IconReceipt size={24} aria-hidden />} title="No purchases yet">
        A purchase appears here as soon as the till has sent it.
      </QuietNote>
    );
  }
  return (
    <ul ref={list} className={classes["list"]}>
      {view.transactions.map((transaction) => (
        <li key={transaction.id}>
          <Sale transaction={transaction} config={config} />
        </li>
      ))}
    </ul>
  );
};

const Sale = ({
  transaction,
  config,
}: {
  readonly transaction: Transaction;
  readonly config: StoreConfig;
}) => {
  const format = useFormat();
  const itemsId = useId();
  const [isOpen, setOpen] = useState(false);
  const { items, receiptRef, totalCents, currency } = transaction;
  const hasPictures = items.some(({ picture }) => picture !== undefined);
  const location = config.locations.find(({ id }) => id === transaction.locationId);
  const where =
    [location?.name, receiptRef].filter((part) => part != null).join(" · ") || "Elsewhere";
  const definitions = config.programme?.definitions.point ?? [];
  const points = sumEarned(transaction.pointsEarned, definitions, true);
  return (
    <>
      <UnstyledButton
        className={classes["sale"]}
        aria-expanded={isOpen}
        aria-controls={itemsId}
        onClick={() => setOpen(!isOpen)}
      >
        <IconChevronRight size={18} aria-hidden className={classes["chevron"]} />
        <span className={classes["when"]}>
          <Text component="span" fw={500} className="numbers">
            {format.date(transaction.transactedAt, transaction.timezone)}
          </Text>
          <Text component="span" size="sm" c="dimmed" lineClamp={1} title={where}>
            {where}
          </Text>
        </span>
        <span className={classes["badges"]}>
          {totalCents < 0 && (
            <Badge variant="outline" color="gray" tt="none">
              Return
            </Badge>
          )}
          {transaction.isVoid && (
            <Badge variant="outline" color="gray" tt="none">
              Void
            </Badge>
          )}
        </span>
        <span className={`numbers ${classes["total"]}`}>
          <Text component="span" fw={600} td={transaction.isVoid ? "line-through" : undefined}>
            {format.money(totalCents, currency)}
          </Text>
          {points !== 0 && (
            <Text component="span" size="xs" c="dimmed">
              {points > 0 ? "+" : "−"}
              {pointsText(Math.abs(points), format)}
            </Text>
          )}
        </span>
      </UnstyledButton>
      <Collapse expanded={isOpen} id={itemsId}>
        <table className={`numbers ${classes["items"]}`}>
          <thead className="visually-hidden">
            <tr>
              <th>Quantity</th>
              <th>Item</th>
              <th>Price</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item, place) => (
              // An item has no id, and the items of a sale never change.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above.
              <tr key={place}>
                <td>{format.count(item.quantity)} ×</td>
                <td>
                  <div className={classes["item"]}>
                    {hasPictures && <Picture of={item.picture} size={32} />}
                    <span>
                      {item.name}
                      {item.sku !== null && <span className={classes["sku"]}>{item.sku}</span>}
                    </span>
                  </div>
                </td>
                <td>
                  {format.money(cents(Math.round(item.priceSellCents * item.quantity)), currency)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {items.length === 0 && (
          <Text size="sm" c="dimmed" className={classes["none"]}>
            The items of this purchase weren't recorded.
          </Text>
        )}
      </Collapse>
    </>
  );
};
