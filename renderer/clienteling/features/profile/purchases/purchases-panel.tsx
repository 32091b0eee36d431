import { Button, Text } from "@mantine/core";
import { IconReceipt } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { RowList } from "#renderer/clienteling/features/profile/row-list.tsx";
import type { StoreConfig } from "#renderer/data/views.ts";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { LiveMessage } from "#renderer/ui/live-message.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import type { Transaction } from "#shared/commerce/transaction.ts";
import { EVERY_PURCHASE, findPurchases, type PurchaseFilter, returnsOf } from "./find-purchases.ts";
import { PurchaseFilters } from "./purchase-filters.tsx";
import { PurchaseRow } from "./purchase-row.tsx";
import classes from "./purchases-panel.module.css";

const SHOWN_AT_ONCE = 20;

/** The purchases that the filter lets through, newest first, 20 at a time. */
export const PurchasesPanel = ({
  purchases,
  config,
  filter,
  onFilter,
  action = null,
}: {
  /** Undefined until they have been read. */
  readonly purchases: readonly Transaction[] | undefined;
  readonly config: StoreConfig;
  readonly filter: PurchaseFilter;
  readonly onFilter: (filter: PurchaseFilter) => void;
  /** What else staff can do here. */
  readonly action?: ReactNode;
}) => {
  const format = useFormat();
  const [limit, setLimit] = useState(SHOWN_AT_ONCE);
  const list = useRef<HTMLDivElement>(null);
  const firstNew = useRef<number | null>(null);
  const found = findPurchases(purchases ?? [], filter);
  const shown = found.slice(0, limit);
  // The button may be gone afterwards, and the focus with it.
  useEffect(() => {
    if (firstNew.current === null || limit <= firstNew.current) return;
    const added = list.current?.querySelectorAll("li > button")[firstNew.current];
    firstNew.current = null;
    if (added instanceof HTMLElement) added.focus({ preventScroll: true });
  }, [limit]);

  if (purchases === undefined) {
    return (
      <Panel title={say("purchases.title")} flush>
        <LoadingRows label={say("purchases.loading")} rows={5} />
      </Panel>
    );
  }
  if (purchases.length === 0) {
    return (
      <Panel title={say("purchases.title")} flush>
        <EmptyNote
          icon={<IconReceipt size={32} aria-hidden />}
          title={say("purchases.none")}
          actions={action}
        >
          {say("purchases.none_hint")}
        </EmptyNote>
      </Panel>
    );
  }
  const hasMore = found.length > shown.length;
  const count = format.count(shown.length);
  return (
    <Panel
      title={say("purchases.title")}
      flush
      aside={
        <>
          <Text size="sm" c="dimmed" className="numbers">
            {hasMore
              ? say("purchases.latest", { shown: count })
              : say("purchases.shown", { count: found.length, shown: count })}
          </Text>
          {action}
        </>
      }
    >
      <PurchaseFilters
        purchases={purchases}
        locations={config.locations}
        filter={filter}
        onFilter={(next) => {
          setLimit(SHOWN_AT_ONCE);
          onFilter(next);
        }}
      />
      {found.length === 0 ? (
        <EmptyNote
          icon={<IconReceipt size={32} aria-hidden />}
          title={say("purchases.no_match")}
          actions={
            <Button variant="default" onClick={() => onFilter(EVERY_PURCHASE)}>
              {say("purchases.clear")}
            </Button>
          }
        >
          {say("purchases.no_match_hint")}
        </EmptyNote>
      ) : (
        <div ref={list} className={classes["list"]}>
          <RowList>
            {shown.map((purchase) => (
              <PurchaseRow
                key={purchase.id}
                purchase={purchase}
                returns={returnsOf(purchase, purchases)}
                config={config}
              />
            ))}
          </RowList>
        </div>
      )}
      {hasMore ? (
        <Button
          variant="subtle"
          fullWidth
          radius={0}
          onClick={() => {
            firstNew.current = shown.length;
            setLimit(limit + SHOWN_AT_ONCE);
          }}
        >
          {say("purchases.more")}
        </Button>
      ) : (
        <Text size="sm" c="dimmed" className={classes["held"]}>
          {say("purchases.held")}
        </Text>
      )}
      <LiveMessage>
        {limit > SHOWN_AT_ONCE ? say("purchases.shown", { count: shown.length, shown: count }) : ""}
      </LiveMessage>
    </Panel>
  );
};
