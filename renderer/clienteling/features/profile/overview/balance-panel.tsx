import { Text } from "@mantine/core";
import { IconClock, IconHourglass } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useNow } from "#renderer/clienteling/use-now.ts";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import type { ProfileView, StoreConfig } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import type { Format } from "#renderer/words/format.ts";
import { localRefusalSentence } from "#renderer/words/local-refusal.ts";
import { holdingText, lotAmount, PAYING_UNITS } from "#renderer/words/lot-text.ts";
import { subtractCents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import classes from "./balance-panel.module.css";

/**
 * What can be redeemed and what it consists of, how recent the figures are, and what is pending.
 */
export const BalancePanel = ({
  view,
  config,
  connection,
}: {
  readonly view: ProfileView;
  readonly config: StoreConfig;
  readonly connection: SyncStatus["connection"];
}) => {
  const format = useFormat();
  const now = useNow(15_000);
  const { balances, confirmedBalances, pendingRedemptions } = view;
  const isOnline = connection === "online";
  const pending = subtractCents(balances.combinedCents, confirmedBalances.combinedCents);
  const next = balances.nextExpiry;
  const count = pendingRedemptions.length;
  return (
    <Panel title="Balance" aside={<AsOf view={view} isOnline={isOnline} now={now} />}>
      <dl className={`numbers ${classes["figures"]}`}>
        <Figure name={view.freeze === null ? "To redeem" : "Frozen"} isMain={view.freeze === null}>
          {format.money(balances.combinedCents)}
        </Figure>
        {PAYING_UNITS.map((unit) => {
          const { heading, figure, note } = holdingText(unit, balances.held[unit], format);
          return (
            <Figure key={unit} name={heading} note={note}>
              {figure}
            </Figure>
          );
        })}
      </dl>
      {pending !== 0 && (
        <p className={classes["line"]} data-tone="warning">
          <IconHourglass size={18} aria-hidden />
          <span>
            <strong className="numbers">{format.signedMoney(pending)}</strong> pending in{" "}
            {format.count(count)} {count === 1 ? "redemption" : "redemptions"}. Last confirmed
            balance:{" "}
            <span className="numbers">{format.money(confirmedBalances.combinedCents)}</span>
          </span>
        </p>
      )}
      {next !== null && next.expiresAt !== null && (
        <p className={classes["line"]}>
          <IconClock size={18} aria-hidden />
          <span>
            Expires next:{" "}
            <strong className="numbers">{lotAmount(next, config.programme, format)}</strong>{" "}
            {format.untilDay(next.expiresAt, now, next.timezone)} (
            {format.date(next.expiresAt, next.timezone)})
          </span>
        </p>
      )}
      {connection === "offline" && balances.combinedCents > 0 && (
        <Text size="sm" c="dimmed" mt={8}>
          {atRiskLine(view, format)}
        </Text>
      )}
    </Panel>
  );
};

const Figure = ({
  name,
  note = null,
  isMain = false,
  children,
}: {
  readonly name: string;
  readonly note?: string | null;
  readonly isMain?: boolean;
  readonly children: ReactNode;
}) => (
  <div className={classes["figure"]} data-main={isMain || undefined}>
    <dt>{name}</dt>
    <dd>
      {children}
      {note !== null && <span className={classes["note"]}>{note}</span>}
    </dd>
  </div>
);

const AsOf = ({
  view,
  isOnline,
  now,
}: {
  readonly view: ProfileView;
  readonly isOnline: boolean;
  readonly now: Instant;
}) => {
  const format = useFormat();
  if (view.asOf === null) {
    return (
      <Text size="sm" c="var(--warning)">
        Not confirmed yet
      </Text>
    );
  }
  const changed =
    view.accountRecordedAt === null
      ? "No activity on this account"
      : `Last changed ${format.dateTime(view.accountRecordedAt)}`;
  return (
    <Text
      size="sm"
      c={isOnline ? "dimmed" : "var(--warning)"}
      ta="end"
      className="numbers"
      title={changed}
    >
      As of {format.moment(view.asOf, now)} ({format.ago(view.asOf, now)})
    </Text>
  );
};

const atRiskLine = ({ atRisk }: ProfileView, format: Format): string => {
  if (atRisk.maxCents > 0) {
    return `Offline: up to ${format.money(atRisk.maxCents)} can be redeemed here.`;
  }
  if (atRisk.refusal === null) return "Offline: nothing can be redeemed here.";
  const { title, advice } = localRefusalSentence(atRisk.refusal, format);
  return `Offline: ${title} ${advice}`;
};
