import { ActionIcon, Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { PersonAvatar } from "#renderer/ui/person-avatar.tsx";
import { personName } from "#renderer/words/person-text.ts";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import classes from "./customer-field.module.css";

/** Whom a task is for. */
export type Customer = { readonly id: ProfileId; readonly name: string };

const SHOWN = 5;

/** For whom: found as staff type, like anywhere else. */
export const CustomerField = ({
  customer,
  onChange,
}: {
  readonly customer: Customer | null;
  readonly onChange: (customer: Customer | null) => void;
}) => {
  const [typed, setTyped] = useState("");
  const found = useFound(typed.trim());
  if (customer !== null) {
    const { name } = customer;
    return (
      <div>
        <span className={classes["label"]}>{say("tasks.form.customer")}</span>
        <div className={classes["chosen"]}>
          <PersonAvatar name={name} size={36} />
          <span>{name}</span>
          <ActionIcon
            color="gray"
            aria-label={say("tasks.form.clear", { name })}
            onClick={() => onChange(null)}
          >
            <IconX size={20} />
          </ActionIcon>
        </div>
      </div>
    );
  }
  return (
    <div>
      <TextInput
        label={say("tasks.form.customer")}
        placeholder={say("tasks.form.find")}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {found !== null && found.length === 0 && (
        <Text size="sm" c="dimmed" mt={4} role="status">
          {say("tasks.form.none_found")}
        </Text>
      )}
      {found !== null && found.length > 0 && (
        <ul className={classes["found"]}>
          {found.map((each) => (
            <li key={each.id}>
              <UnstyledButton
                className={classes["hit"]}
                onClick={() => {
                  setTyped("");
                  onChange(each);
                }}
              >
                <PersonAvatar name={each.name} size={32} />
                {each.name}
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};

/** Whom a text may mean; null without one. Late answers to an older one are dropped. */
const useFound = (text: string): readonly Customer[] | null => {
  const device = useDevice();
  const [found, setFound] = useState<readonly Customer[] | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const search = async () => {
      const { hits } = await device.search(text, SHOWN);
      const profiles = await device.readProfiles(hits.map(({ id }) => id));
      if (!isCurrent) return;
      setFound(profiles.map((profile) => ({ id: profile.id, name: personName(profile) })));
    };
    if (text === "") setFound(null);
    else void search();
    return () => {
      isCurrent = false;
    };
  }, [device, text]);
  return found;
};
