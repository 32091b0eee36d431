import { Button } from "@mantine/core";
import { useState } from "react";
import { useLaunch } from "#renderer/clienteling/launch-context.tsx";
import { isLaunchedAt, staffOfLaunch, tillMaxOf } from "#renderer/clienteling/till-launch.ts";
import type { StaffMember, StoreConfig } from "#renderer/data/views.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { say } from "#renderer/words/say-first.ts";
import classes from "./launch-notes.module.css";

/**
 * Names what doesn't fit in the address that the till opened the app with, until staff have read it
 * (DOMAIN §20.3).
 */
export const LaunchNotes = ({
  config,
  staff,
  isSignedIn,
}: {
  readonly config: StoreConfig;
  readonly staff: readonly StaffMember[];
  /** By then it no longer matters whom the till named. */
  readonly isSignedIn: boolean;
}) => {
  const { till } = useLaunch();
  const { currencyDigits } = useFormat();
  const [read, setRead] = useState<readonly string[]>([]);
  const { ownLocation } = config;
  const isUnusable = till.maxRedeem !== null && tillMaxOf(till, currencyDigits) === null;
  const problems = [...till.problems, ...(isUnusable ? [`max_redeem=${till.maxRedeem}`] : [])];
  const hasNoLimit = problems.some((problem) => problem.startsWith("max_redeem="));
  const hint = say("till.problem_hint", { what: problems.join(", ") });
  const own = ownLocation?.name ?? "";
  const notes = [
    problems.length > 0 && {
      title: say("till.problem"),
      hint: hasNoLimit ? `${hint} ${say("till.no_limit")}` : hint,
    },
    ownLocation !== null &&
      !isLaunchedAt(ownLocation, till) && {
        title: say("till.other_store", { store: till.storeId ?? "", own }),
        hint: say("till.other_store_hint", { own }),
      },
    !isSignedIn &&
      till.staffId !== null &&
      staff.length > 0 &&
      staffOfLaunch(staff, till) === null && {
        title: say("till.unknown_staff", { id: till.staffId }),
        hint: say("till.unknown_staff_hint"),
      },
  ].flatMap((note) => (note === false || read.includes(note.title) ? [] : [note]));
  if (notes.length === 0) return null;
  return (
    <div className={classes["notes"]}>
      {notes.map(({ title, hint: advice }) => (
        <Callout
          key={title}
          tone="warning"
          title={title}
          actions={
            <Button variant="default" onClick={() => setRead([...read, title])}>
              {say("till.dismiss")}
            </Button>
          }
        >
          {advice}
        </Callout>
      ))}
    </div>
  );
};
