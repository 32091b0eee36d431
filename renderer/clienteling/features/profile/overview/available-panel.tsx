import { Text } from "@mantine/core";
import { IconClock, IconHourglass } from "@tabler/icons-react";
import { useNow } from "#renderer/clienteling/use-now.ts";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import type { ProfileView, StoreConfig } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import type { Format } from "#renderer/words/format.ts";
import { localRefusalSentence } from "#renderer/words/local-refusal.ts";
import { holdingText, lotAmount, PAYING_UNITS, unitAmount } from "#renderer/words/lot-text.ts";
import { say } from "#renderer/words/say.ts";
import { cents, subtractCents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import classes from "./available-panel.module.css";

/** What can be redeemed now: one sum, one line for each unit, and what expires next. */
export const AvailablePanel = ({
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
  const { balances, confirmedBalances } = view;
  const total = balances.combinedCents;
  const pending = subtractCents(confirmedBalances.combinedCents, total);
  const next = balances.nextExpiry;
  const isFrozen = view.freeze !== null;
  return (
    <Panel
      title={say(isFrozen ? "overview.frozen" : "overview.available")}
      aside={<AsOf view={view} isOnline={connection === "online"} now={now} />}
    >
      <p className={`numbers unbroken ${classes["main"]}`} data-frozen={isFrozen || undefined}>
        {format.money(total)}
      </p>
      {total === 0 && balances.held.credit.amount === 0 ? (
        <Text size="sm" c="dimmed">
          {say("overview.nothing")}
        </Text>
      ) : (
        <dl className={`numbers ${classes["units"]}`}>
          {PAYING_UNITS.map((unit) => {
            const held = balances.held[unit];
            const { heading, figure } = holdingText(unit, held, format);
            const isMoney = held.amount === held.worthCents;
            return (
              <div key={unit}>
                <dt>{heading}</dt>
                <dd>
                  {isMoney
                    ? figure
                    : say("overview.worth", {
                        amount: unitAmount(unit, held.amount, format),
                        worth: format.money(held.worthCents),
                      })}
                </dd>
                {held.pending > 0 && (
                  <dd className={classes["later"]}>
                    {say("overview.more_later", { amount: unitAmount(unit, held.pending, format) })}
                  </dd>
                )}
              </div>
            );
          })}
        </dl>
      )}
      {pending !== 0 && (
        <p className={classes["line"]} data-tone="warning">
          <IconHourglass size={18} aria-hidden />
          <span className="numbers">
            {say("overview.redeemed_waiting", {
              amount: format.money(cents(Math.abs(pending))),
              before: format.money(confirmedBalances.combinedCents),
            })}
          </span>
        </p>
      )}
      {next !== null && next.expiresAt !== null && (
        <p className={classes["line"]} title={format.untilDay(next.expiresAt, now, next.timezone)}>
          <IconClock size={18} aria-hidden />
          <span className="numbers">
            {say("overview.expires", {
              amount: lotAmount(next, config.programme, format),
              date: format.date(next.expiresAt, next.timezone),
            })}
          </span>
        </p>
      )}
      {connection === "offline" && total > 0 && !isFrozen && (
        <Text size="sm" c="dimmed" mt={8}>
          {offlineLine(view, format)}
        </Text>
      )}
    </Panel>
  );
};

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
        {say("overview.not_confirmed")}
      </Text>
    );
  }
  const changed =
    view.accountRecordedAt === null
      ? say("overview.no_activity")
      : say("overview.last_changed", { at: format.dateTime(view.accountRecordedAt) });
  return (
    <Text
      size="xs"
      c={isOnline ? "dimmed" : "var(--warning)"}
      ta="end"
      className="numbers"
      title={changed}
    >
      {say("overview.as_of", {
        at: format.moment(view.asOf, now),
        ago: format.ago(view.asOf, now),
      })}
    </Text>
  );
};

const offlineLine = ({ atRisk }: ProfileView, format: Format): string => {
  if (atRisk.maxCents > 0) {
    return say("overview.offline_limit", { amount: format.money(atRisk.maxCents) });
  }
  if (atRisk.refusal === null) return say("overview.offline_nothing");
  const { title, advice } = localRefusalSentence(atRisk.refusal, format);
  return say("overview.offline", { why: `${title} ${advice}` });
};
