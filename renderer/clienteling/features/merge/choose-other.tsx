import { Text, UnstyledButton } from "@mantine/core";
import { CustomerField } from "#renderer/clienteling/customer-field.tsx";
import { CustomerLine } from "#renderer/clienteling/customer-line.tsx";
import { useAlike } from "#renderer/clienteling/use-alike.ts";
import { Panel } from "#renderer/ui/panel.tsx";
import { likenessText } from "#renderer/words/likeness.ts";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Profile } from "#shared/profile/profile.ts";
import classes from "./merge.module.css";

/** Who the other customer is: one of those who are alike, or anybody on this device. */
export const ChooseOther = ({
  profile,
  onChoose,
}: {
  readonly profile: Profile;
  readonly onChoose: (otherId: ProfileId) => void;
}) => {
  const alike = useAlike(profile.id, profile.version) ?? [];
  return (
    <Panel title={say("merge.who")}>
      <div className={classes["choose"]}>
        {alike.length > 0 && (
          <ul className={classes["alike"]} aria-label={say("merge.alike")}>
            {alike.map(({ profile: other, reasons }) => (
              <li key={other.id}>
                <UnstyledButton className={classes["candidate"]} onClick={() => onChoose(other.id)}>
                  <CustomerLine profile={other} line={likenessText(reasons)} />
                </UnstyledButton>
              </li>
            ))}
          </ul>
        )}
        <CustomerField
          customer={null}
          onChange={(customer) => {
            if (customer !== null && customer.id !== profile.id) onChoose(customer.id);
          }}
        />
        <Text size="sm" c="dimmed">
          {say("merge.who_hint")}
        </Text>
      </div>
    </Panel>
  );
};
