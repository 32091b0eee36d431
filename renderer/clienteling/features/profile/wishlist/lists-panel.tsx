import { ActionIcon, Badge, Button, NumberInput, Select, Text, TextInput } from "@mantine/core";
import { IconHeart, IconTrash } from "@tabler/icons-react";
import { type FormEvent, useId, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { RowList } from "#renderer/clienteling/features/profile/row-list.tsx";
import { useChange } from "#renderer/clienteling/features/profile/use-change.ts";
import { Picture } from "#renderer/clienteling/picture.tsx";
import { useConfig } from "#renderer/clienteling/use-device-data.ts";
import type { ListView } from "#renderer/data/views.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { LiveMessage } from "#renderer/ui/live-message.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { QuietNote } from "#renderer/ui/quiet-note.tsx";
import { itemName, listRefusalSentence } from "#renderer/words/list.ts";
import type { HeldItem } from "#shared/clienteling/held-list.ts";
import { LIST_QUANTITY_MAX, problemOfNewList, problemOfRemoval } from "#shared/clienteling/list.ts";
import type { ListStep } from "#shared/clienteling/list-step.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import classes from "./lists-panel.module.css";

type Change = (step: ListStep, said: string) => Promise<boolean>;

/** The profile's lists. Staff add to them and change them, also offline. */
export const ListsPanel = ({
  profileId,
  lists,
}: {
  readonly profileId: ProfileId;
  readonly lists: readonly ListView[];
}) => {
  const device = useDevice();
  const format = useFormat();
  const { change, refused, said } = useChange();

  const changeList: Change = (step, done) =>
    change(
      (staffId) => device.changeLists({ profileId, staffId, step }),
      (refusal) => listRefusalSentence(refusal, format),
      done,
    );

  return (
    <Panel title="Lists" flush>
      {refused !== null && (
        <div className={classes["refused"]}>
          <Callout tone="danger" title={refused.title}>
            {refused.advice}
          </Callout>
        </div>
      )}
      <LiveMessage>{said}</LiveMessage>
      {lists.length === 0 && (
        <QuietNote icon={<IconHeart size={24} aria-hidden />} title="No lists yet">
          Make one to remember what the customer wants.
        </QuietNote>
      )}
      {lists.map((view) => (
        <OneList key={view.list.ref} view={view} onChange={changeList} />
      ))}
      <NewList onChange={changeList} />
    </Panel>
  );
};

const OneList = ({ view, onChange }: { readonly view: ListView; readonly onChange: Change }) => {
  const { list, kind, powers, pendingRefs } = view;
  const headingId = useId();
  const [text, setText] = useState("");
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "") return;
    const item = { text: text.trim(), productId: null, productVariantId: null };
    const step: ListStep = {
      ...{ kind: "add_list_item", list: list.ref },
      ...{ ...item, quantity: 1, note: null },
    };
    if (await onChange(step, `${text.trim()} added`)) setText("");
  };
  return (
    <section aria-labelledby={headingId} className={classes["list"]}>
      <div className={classes["head"]}>
        <Text component="h3" id={headingId} fw={600} m={0}>
          {list.name}
        </Text>
        {kind !== null && kind !== list.name && (
          <Text size="sm" c="dimmed">
            {kind}
          </Text>
        )}
        {pendingRefs.includes(list.ref) && <span className={classes["pending"]}>pending</span>}
      </div>
      {list.items.length === 0 ? (
        <Text size="sm" c="dimmed" className={classes["none"]}>
          Nothing on it yet.
        </Text>
      ) : (
        <RowList>
          {list.items.map((item) => (
            <li key={item.ref}>
              <Item view={view} item={item} onChange={onChange} />
            </li>
          ))}
        </RowList>
      )}
      {powers.allowEdit && powers.allowCustomProduct && (
        <form className={classes["add"]} onSubmit={(event) => void add(event)}>
          <TextInput
            aria-label={`Add to ${list.name}`}
            placeholder="What does the customer want?"
            maxLength={200}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={text.trim() === ""}>
            Add
          </Button>
        </form>
      )}
    </section>
  );
};

const Item = ({
  view: { list, powers, pendingRefs },
  item,
  onChange,
}: {
  readonly view: ListView;
  readonly item: HeldItem;
  readonly onChange: Change;
}) => {
  const format = useFormat();
  const name = itemName(item);
  const of = { list: list.ref, item: item.ref };
  const details = [
    item.sku,
    item.priceCents === null ? null : format.money(item.priceCents),
    item.status,
  ].filter((part) => part !== null && part !== "");
  return (
    <div className={classes["item"]}>
      {list.items.some(({ picture }) => picture !== null) && (
        <Picture of={item.picture} size={44} />
      )}
      <div className={classes["what"]}>
        <Text component="p" m={0} fw={500}>
          {name}
        </Text>
        {details.length > 0 && (
          <Text component="p" m={0} size="sm" c="dimmed" className="numbers">
            {details.join(" · ")}
          </Text>
        )}
        {item.note !== null && item.note !== "" && (
          <Text component="p" m={0} size="sm">
            {item.note}
          </Text>
        )}
        <div className={classes["badges"]}>
          {pendingRefs.includes(item.ref) && <span className={classes["pending"]}>pending</span>}
          {item.reserved > 0 && (
            <Badge variant="outline" color="gray" tt="none">
              {format.count(item.reserved)} of {format.count(item.quantity)} reserved
            </Badge>
          )}
        </div>
      </div>
      {powers.allowEdit && powers.allowQuantity ? (
        <Quantity
          key={item.quantity}
          name={name}
          item={item}
          onSet={(quantity) =>
            void onChange(
              { kind: "change_list_item", ...of, changes: { quantity } },
              `${name}: ${format.count(quantity)}`,
            )
          }
        />
      ) : (
        item.quantity > 1 && <Text className="numbers">{format.count(item.quantity)} ×</Text>
      )}
      {powers.allowEdit && (
        <ActionIcon
          aria-label={`Take ${name} off the list`}
          variant="subtle"
          color="gray"
          size={44}
          disabled={problemOfRemoval(item.reserved) !== null}
          onClick={() => void onChange({ kind: "remove_list_item", ...of }, `${name} taken off`)}
        >
          <IconTrash size={18} aria-hidden />
        </ActionIcon>
      )}
    </div>
  );
};

/** Set once staff leave the field: every change is a command. */
const Quantity = ({
  name,
  item,
  onSet,
}: {
  readonly name: string;
  readonly item: HeldItem;
  readonly onSet: (quantity: number) => void;
}) => {
  const [typed, setTyped] = useState<number | string>(item.quantity);
  const isWhole = typeof typed === "number" && Number.isInteger(typed) && typed > 0;
  const leave = () => {
    if (!isWhole) setTyped(item.quantity);
    else if (typed !== item.quantity) onSet(typed);
  };
  return (
    <NumberInput
      aria-label={`Quantity of ${name}`}
      className={classes["quantity"]}
      min={Math.max(1, item.reserved)}
      max={LIST_QUANTITY_MAX}
      allowDecimal={false}
      hideControls
      value={typed}
      onChange={setTyped}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
      }}
    />
  );
};

const NO_KIND = "";

/** A name, and what kind of list if head office has defined some. */
const NewList = ({ onChange }: { readonly onChange: Change }) => {
  const definitions = useConfig()?.programme?.definitions.list ?? [];
  const kinds = definitions.filter((definition) => problemOfNewList(definition) === null);
  const [name, setName] = useState("");
  const [kind, setKind] = useState(NO_KIND);
  const make = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    const definitionId = kinds.find(({ id }) => String(id) === kind)?.id ?? null;
    const step = { kind: "create_list", name: name.trim(), definitionId } as const;
    if (await onChange(step, `List ${name.trim()} made`)) setName("");
  };
  return (
    <form className={classes["add"]} onSubmit={(event) => void make(event)}>
      <TextInput
        aria-label="Name of a new list"
        placeholder="New list"
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {kinds.length > 0 && name.trim() !== "" && (
        <Select
          aria-label="Kind of list"
          allowDeselect={false}
          data={[
            { value: NO_KIND, label: "For staff" },
            ...kinds.map(({ id, name: label }) => ({ value: String(id), label })),
          ]}
          value={kind}
          onChange={(chosen) => setKind(chosen ?? NO_KIND)}
        />
      )}
      <Button type="submit" variant="default" disabled={name.trim() === ""}>
        Make list
      </Button>
    </form>
  );
};
