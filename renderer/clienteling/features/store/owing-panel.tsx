import { Text, UnstyledButton } from "@mantine/core";
import { useMemo } from "react";
import { CustomerLine } from "#renderer/clienteling/customer-line.tsx";
import { useCustomerList } from "#renderer/clienteling/use-customer-list.ts";
import type { StoreConfig } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import { owedText } from "#renderer/words/shortfall.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { instant } from "#shared/kernel/time.ts";
import type { Location } from "#shared/organisation/location.ts";
import classes from "./store-screen.module.css";

const SHOWN = 10;

/** Who owes something because more was redeemed than they held ([L5]). */
export const OwingPanel = ({
  own: { id: homeId },
  config,
  onOpen,
}: {
  readonly own: Location;
  readonly config: StoreConfig;
  readonly onOpen: (profileId: ProfileId) => void;
}) => {
  const format = useFormat();
  const list = useCustomerList(
    useMemo(() => ({ show: "owing", homeId, offset: 0, limit: SHOWN }), [homeId]),
  );
  const others = (list?.count ?? 0) - SHOWN;
  return (
    <Panel title={say("store.owing")} flush>
      {list?.count === 0 ? (
        <Text c="dimmed" className={classes["note"]}>
          {say("store.nobody_owes")}
        </Text>
      ) : (
        <>
          <Text size="sm" c="dimmed" className={classes["note"]}>
            {say("store.owing_why")}
          </Text>
          <ul className={classes["list"]}>
            {list?.rows.map(({ profile, owed }) => (
              <li key={profile.id}>
                <UnstyledButton className={classes["row"]} onClick={() => onOpen(profile.id)}>
                  <CustomerLine
                    profile={profile}
                    line={
                      owed.length > 0 &&
                      say("store.owes_since", {
                        when: format.date(instant(Math.min(...owed.map(({ since }) => since)))),
                      })
                    }
                    end={owedText(owed, config.programme, format)}
                  />
                </UnstyledButton>
              </li>
            ))}
          </ul>
          {others > 0 && (
            <Text size="sm" c="dimmed" className={classes["note"]}>
              {say("store.more", { count: others, number: format.count(others) })}
            </Text>
          )}
        </>
      )}
    </Panel>
  );
};
