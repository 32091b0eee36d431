import { useProfile } from "#renderer/clienteling/use-device-data.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { firstNameOf } from "./first-name.ts";
import classes from "./kiosk.module.css";
import { KioskDone } from "./kiosk-done.tsx";

/** What somebody who has proven who they are can spend: their first name and one sum ([X51]). */
export const BalanceView = ({
  profileId,
  onDone,
}: {
  readonly profileId: ProfileId;
  readonly onDone: () => void;
}) => {
  const format = useFormat();
  const view = useProfile(profileId);
  if (view === undefined) return <LoadingRows label={say("kiosk.balance")} rows={3} />;
  const isPayable = view !== null && view.freeze === null;
  const hasSome = isPayable && view.balances.combinedCents > 0;
  return (
    <KioskDone
      title={say("kiosk.hello", { name: view === null ? "" : firstNameOf(view.profile) })}
      onDone={onDone}
    >
      {hasSome ? (
        <p>
          <strong className={`numbers ${classes["sum"]}`}>
            {format.money(view.balances.combinedCents)}
          </strong>{" "}
          {say("kiosk.to_spend")}
        </p>
      ) : (
        <p>{say(isPayable ? "kiosk.nothing_to_spend" : "kiosk.ask_staff")}</p>
      )}
      {hasSome && view.asOf !== null && (
        <p className={classes["hint"]}>{say("kiosk.as_of", { time: format.time(view.asOf) })}</p>
      )}
    </KioskDone>
  );
};
