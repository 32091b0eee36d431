import { Button, Select, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useConfig } from "#renderer/clienteling/use-device-data.ts";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import { problemOfNewList } from "#shared/clienteling/list.ts";
import classes from "./list-panel.module.css";
import type { ChangeList } from "./use-list-change.ts";

const NO_KIND = "";

/** Makes a list: a name, and what kind of list if head office has defined some. */
export const NewListPanel = ({ onChange }: { readonly onChange: ChangeList }) => {
  const definitions = useConfig()?.programme?.definitions.list ?? [];
  const kinds = definitions.filter((definition) => problemOfNewList(definition) === null);
  const [name, setName] = useState("");
  const [kind, setKind] = useState(NO_KIND);
  const make = async (event: FormEvent) => {
    event.preventDefault();
    const list = name.trim();
    if (list === "") return;
    const definitionId = kinds.find(({ id }) => String(id) === kind)?.id ?? null;
    const step = { kind: "create_list", name: list, definitionId } as const;
    if (await onChange(step, say("wishlist.made", { list }))) setName("");
  };
  return (
    <Panel title={say("wishlist.new_list")}>
      <form className={classes["make"]} onSubmit={(event) => void make(event)}>
        <TextInput
          aria-label={say("wishlist.new_name")}
          placeholder={say("wishlist.new_placeholder")}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {kinds.length > 0 && name.trim() !== "" && (
          <Select
            aria-label={say("wishlist.new_kind")}
            allowDeselect={false}
            data={[
              { value: NO_KIND, label: say("wishlist.for_staff") },
              ...kinds.map(({ id, name: label }) => ({ value: String(id), label })),
            ]}
            value={kind}
            onChange={(chosen) => setKind(chosen ?? NO_KIND)}
          />
        )}
        <Button type="submit" variant="default" disabled={name.trim() === ""}>
          {say("wishlist.make")}
        </Button>
      </form>
    </Panel>
  );
};
