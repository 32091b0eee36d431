import { Button, Title } from "@mantine/core";
import { IconArrowBackUp, IconId, IconLock, IconUserPlus, IconWallet } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { ProductMark } from "#renderer/ui/product-mark.tsx";
import { useShortcuts } from "#renderer/ui/use-shortcuts.ts";
import { say } from "#renderer/words/say.ts";
import type { ProfileId, StaffId } from "#shared/kernel/ids.ts";
import { BalanceView } from "./balance-view.tsx";
import { DetailsForm } from "./details-form.tsx";
import { JoinForm } from "./join-form.tsx";
import classes from "./kiosk.module.css";
import { ProveForm } from "./prove-form.tsx";
import { useClosedPage } from "./use-closed-page.ts";
import { useIdleCountdown } from "./use-idle-countdown.ts";

type Page =
  | { readonly name: "home" | "join" | "staff" }
  | { readonly name: "balance" | "details"; readonly profileId: ProfileId | null };

const HOME: Page = { name: "home" };

/**
 * The kiosk: three jobs for customers, and the way out for staff ([X50]). Whatever somebody leaves
 * behind is gone once they have done nothing for 30 seconds ([X52]).
 */
export const KioskScreen = ({
  staffId,
  locationName,
  staff,
}: {
  /** Who started it, for whom everything counts. */
  readonly staffId: StaffId;
  readonly locationName: string | null;
  /** Asks staff for their PIN. */
  readonly staff: ReactNode;
}) => {
  const [page, setPage] = useState<Page>(HOME);
  const startOver = () => setPage(HOME);
  const left = useIdleCountdown(page.name !== "home", startOver);
  useClosedPage(startOver);
  useShortcuts({ escape: startOver });
  const content = () => {
    switch (page.name) {
      case "home":
        return <Home onChoose={setPage} />;
      case "join":
        return <JoinForm staffId={staffId} onDone={startOver} />;
      case "staff":
        return staff;
      case "balance":
        return page.profileId === null ? (
          <ProveForm
            title={say("kiosk.balance")}
            onProven={(profileId) => setPage({ name: "balance", profileId })}
          />
        ) : (
          <BalanceView profileId={page.profileId} onDone={startOver} />
        );
      case "details":
        return page.profileId === null ? (
          <ProveForm
            title={say("kiosk.details")}
            onProven={(profileId) => setPage({ name: "details", profileId })}
          />
        ) : (
          <DetailsForm profileId={page.profileId} staffId={staffId} onDone={startOver} />
        );
    }
  };
  return (
    <div className={classes["kiosk"]}>
      <header className={classes["head"]} data-busy={page.name !== "home" || undefined}>
        <ProductMark size={40} />
        <span className={classes["place"]}>{locationName}</span>
        {page.name === "home" ? (
          <Button
            variant="subtle"
            leftSection={<IconLock size={20} aria-hidden />}
            onClick={() => setPage({ name: "staff" })}
          >
            {say("kiosk.staff")}
          </Button>
        ) : (
          <>
            {/* Nobody wants to hear every second. */}
            <span role="timer" aria-live="off" className={`numbers ${classes["timer"]}`}>
              {say("kiosk.starts_over", { seconds: left ?? 0 })}
            </span>
            <Button
              variant="default"
              leftSection={<IconArrowBackUp size={20} aria-hidden />}
              onClick={startOver}
            >
              {say("kiosk.back")}
            </Button>
          </>
        )}
      </header>
      {page.name === "staff" ? (
        content()
      ) : (
        <main id="main" className={classes["page"]}>
          {content()}
        </main>
      )}
    </div>
  );
};

const Home = ({ onChoose }: { readonly onChoose: (page: Page) => void }) => (
  <div className={classes["home"]}>
    <Title order={1} className={classes["title"]}>
      {say("kiosk.welcome")}
    </Title>
    <p>{say("kiosk.choose")}</p>
    <div className={classes["choices"]}>
      <Choice
        Icon={IconUserPlus}
        name={say("kiosk.join")}
        hint={say("kiosk.join_hint")}
        onClick={() => onChoose({ name: "join" })}
      />
      <Choice
        Icon={IconWallet}
        name={say("kiosk.balance")}
        hint={say("kiosk.balance_hint")}
        onClick={() => onChoose({ name: "balance", profileId: null })}
      />
      <Choice
        Icon={IconId}
        name={say("kiosk.details")}
        hint={say("kiosk.details_hint")}
        onClick={() => onChoose({ name: "details", profileId: null })}
      />
    </div>
  </div>
);

const Choice = ({
  Icon,
  name,
  hint,
  onClick,
}: {
  readonly Icon: typeof IconWallet;
  readonly name: string;
  readonly hint: string;
  readonly onClick: () => void;
}) => (
  <button type="button" className={classes["choice"]} onClick={onClick}>
    <Icon size={48} stroke={1.5} aria-hidden />
    <strong>{name}</strong>
    <span className={classes["hint"]}>{hint}</span>
  </button>
);
