import { Button, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { RowList } from "#renderer/clienteling/features/profile/row-list.tsx";
import { useClienteling, usePending } from "#renderer/clienteling/use-device-data.ts";
import type { StoreConfig } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { PendingBadge } from "#renderer/ui/pending-badge.tsx";
import type { Format } from "#renderer/words/format.ts";
import { say } from "#renderer/words/say.ts";
import { type ClaimStatus, RECEIPT_DIGITS, type Receipt } from "#shared/commerce/claim.ts";
import type { HeldClaim } from "#shared/commerce/held-claim.ts";
import { currencyOf } from "#shared/kernel/currency.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { firstInstantOf, UTC } from "#shared/kernel/time.ts";
import classes from "./receipts.module.css";

/**
 * The receipts that were added for the customer and have no sale yet, or none at all ([J7]).
 * Nothing if there are none. One that hasn't been sent can be taken back.
 */
export const ReceiptsPanel = ({
  profileId,
  config,
}: {
  readonly profileId: ProfileId;
  readonly config: StoreConfig;
}) => {
  const device = useDevice();
  const format = useFormat();
  const pending = usePending() ?? [];
  const { claims = [], claiming = [] } = useClienteling(profileId) ?? {};
  if (claims.length + claiming.length === 0) return null;
  return (
    <Panel title={say("receipts.list")} flush>
      <RowList>
        {claiming.map(({ commandId, ...receipt }) => {
          const item = pending.find((each) => each.commandId === commandId);
          const what = say("receipts.undo_what", { receipt: receipt.receiptRef });
          return (
            <ReceiptRow key={commandId} receipt={receipt} config={config}>
              <PendingBadge
                text={say(item?.wasSent === false ? "receipts.unsent" : "receipts.sent")}
              />
              {item?.canUndo && (
                <Button
                  variant="subtle"
                  aria-label={what}
                  onClick={() => void device.undo(commandId)}
                >
                  {say("receipts.undo")}
                </Button>
              )}
            </ReceiptRow>
          );
        })}
        {claims.map((claim) => (
          <ReceiptRow key={claim.id} receipt={claim} config={config}>
            <Text size="sm" c="dimmed">
              {STATES[claim.status](claim, format)}
            </Text>
          </ReceiptRow>
        ))}
      </RowList>
    </Panel>
  );
};

/** What has become of a claim; one that has its sale is a purchase, and isn't shown. */
const STATES: Readonly<Record<ClaimStatus, (claim: HeldClaim, format: Format) => string>> = {
  pending: ({ expiresAt }, format) => say("receipts.waits", { date: format.date(expiresAt) }),
  rejected: () => say("receipts.taken"),
  expired: ({ expiresAt }, format) => say("receipts.expired", { date: format.date(expiresAt) }),
  claimed: () => "",
};

const ReceiptRow = ({
  receipt: { receiptRef, totalE4, day, locationCode },
  config: { tenant, locations },
  children,
}: {
  readonly receipt: Receipt;
  readonly config: StoreConfig;
  readonly children: ReactNode;
}) => {
  const format = useFormat();
  const location = locations.find(({ externalId }) => externalId === locationCode);
  const { digits } = currencyOf(tenant?.currency ?? "");
  const line = say("receipts.line", {
    total: format.money(cents(Math.round(totalE4 / 10 ** (RECEIPT_DIGITS - digits)))),
    date: format.date(firstInstantOf(day, UTC), UTC),
    store: location?.name ?? locationCode,
  });
  return (
    <li className={classes["receipt"]}>
      <div>
        <Text size="sm" fw={500} className="numbers">
          {receiptRef}
        </Text>
        <Text size="xs" c="dimmed" className="numbers">
          {line}
        </Text>
      </div>
      {children}
    </li>
  );
};
