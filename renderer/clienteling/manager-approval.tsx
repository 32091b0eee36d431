import { NativeSelect, Text } from "@mantine/core";
import { useState } from "react";
import { say } from "#renderer/words/say.ts";
import type { StaffId } from "#shared/kernel/ids.ts";
import { mayDo, type StaffPower } from "#shared/organisation/powers.ts";
import classes from "./manager-approval.module.css";
import { PinEntry } from "./pin-entry.tsx";
import { useStaff } from "./use-device-data.ts";

/**
 * Asks a manager of this store for their PIN on the device of whoever is signed in ([S32]). It is
 * checked like any sign-in, offline too.
 */
export const ManagerApproval = ({
  why,
  power,
  onApproved,
}: {
  readonly why: string;
  readonly power: StaffPower;
  readonly onApproved: (managerId: StaffId) => void;
}) => {
  const managers = (useStaff() ?? []).filter(({ role }) => mayDo(role, power));
  const [chosenId, setChosenId] = useState("");
  const manager = managers.find(({ id }) => id === chosenId) ?? managers[0];
  if (manager === undefined) return <Text>{say("reverse.no_manager", { why })}</Text>;
  return (
    <div className={classes["approval"]}>
      <Text fw={500}>{why}</Text>
      <NativeSelect
        label={say("reverse.manager")}
        value={manager.id}
        onChange={(event) => setChosenId(event.currentTarget.value)}
        data={managers.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <PinEntry key={manager.id} staffId={manager.id} onRight={() => onApproved(manager.id)} />
    </div>
  );
};
