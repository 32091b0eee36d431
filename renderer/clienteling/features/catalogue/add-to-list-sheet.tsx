import { Button, Modal, NativeSelect, Textarea } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type FormEvent, useRef, useState } from "react";
import { type Customer, CustomerField } from "#renderer/clienteling/customer-field.tsx";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { useClienteling } from "#renderer/clienteling/use-device-data.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { useUnsavedWork } from "#renderer/state/unsaved-work.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { toast } from "#renderer/ui/toast.tsx";
import { listRefusalSentence } from "#renderer/words/list.ts";
import { say } from "#renderer/words/say.ts";
import type { Sentence } from "#renderer/words/sentence.ts";
import type { HeldProduct } from "#shared/catalogue/held-product.ts";
import type { ProfileId, StaffId } from "#shared/kernel/ids.ts";
import classes from "./product.module.css";

const NOTE_MAX = 500;
const NEW_LIST = "";

/** Puts a product on a customer's list, or on a new one. Saved at once, offline too ([X15]). */
export const AddToListSheet = ({
  product,
  onClose,
}: {
  readonly product: HeldProduct;
  readonly onClose: () => void;
}) => {
  const { title, variants } = product;
  const isNarrow = useMediaQuery("(max-width: 599px)") ?? false;
  const add = useAdd(product, onClose);
  const [customer, setCustomer] = useState<Customer | null>(null);
  const [variantId, setVariantId] = useState(String(variants[0]?.id ?? ""));
  const [list, setList] = useState<string | null>(null);
  const [note, setNote] = useState("");
  useUnsavedWork(customer !== null);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (customer !== null) void add.save({ customer, variantId, list: list ?? NEW_LIST, note });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={say("catalogue.add_title", { product: title })}
      fullScreen={isNarrow}
      size="lg"
      closeButtonProps={{ "aria-label": say("frame.close"), size: 44 }}
    >
      <form className={classes["form"]} onSubmit={save}>
        <CustomerField customer={customer} onChange={setCustomer} />
        {variants.length > 1 && (
          <NativeSelect
            label={say("catalogue.which")}
            value={variantId}
            onChange={(event) => setVariantId(event.currentTarget.value)}
            data={[
              ...variants.map(({ id, title: label }) => ({ value: String(id), label })),
              { value: "", label: say("catalogue.any_variant") },
            ]}
          />
        )}
        {customer !== null && <ListField profileId={customer.id} list={list} onChange={setList} />}
        <Textarea
          label={say("catalogue.note")}
          autosize
          minRows={2}
          maxLength={NOTE_MAX}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {add.refused !== null && (
          <Callout tone="danger" title={add.refused.title}>
            {add.refused.advice}
          </Callout>
        )}
        <div className={classes["foot"]}>
          <Button variant="default" onClick={onClose}>
            {say("catalogue.cancel")}
          </Button>
          <Button type="submit" disabled={customer === null}>
            {say("catalogue.add")}
          </Button>
        </div>
      </form>
    </Modal>
  );
};

/** Which of the customer's lists; the first that may be changed, until staff choose. */
const ListField = ({
  profileId,
  list,
  onChange,
}: {
  readonly profileId: ProfileId;
  readonly list: string | null;
  readonly onChange: (list: string) => void;
}) => {
  const all = useClienteling(profileId)?.lists;
  const open = all?.filter(({ powers }) => powers.allowEdit) ?? [];
  const refs = open.map((view) => view.list.ref);
  const chosen = list !== null && [...refs, NEW_LIST].includes(list) ? list : (refs[0] ?? NEW_LIST);
  const isSettled = all !== undefined && chosen === list;
  if (all !== undefined && !isSettled) onChange(chosen);
  return (
    <NativeSelect
      label={say("catalogue.list")}
      value={chosen}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        ...open.map((view) => ({ value: view.list.ref, label: view.list.name })),
        {
          value: NEW_LIST,
          label: say("catalogue.new_list", { name: say("catalogue.wishlist") }),
        },
      ]}
    />
  );
};

type Chosen = {
  readonly customer: Customer;
  /** Empty for any. */
  readonly variantId: string;
  /** Empty for a new one. */
  readonly list: string;
  readonly note: string;
};

/** Saves what was chosen, once, and tells why it was refused. */
const useAdd = ({ id, title, variants }: HeldProduct, onDone: () => void) => {
  const device = useDevice();
  const format = useFormat();
  const staffId = useSession((session) => session.staffId);
  const [refused, setRefused] = useState<Sentence | null>(null);
  const isSaving = useRef(false);

  const add = async ({ customer, variantId, list, note }: Chosen, by: StaffId) => {
    const change = { profileId: customer.id, staffId: by };
    const variant = variants.find((each) => String(each.id) === variantId);
    let ref = list;
    if (ref === NEW_LIST) {
      const name = say("catalogue.wishlist");
      const made = await device.changeLists({
        ...{ ...change, step: { kind: "create_list", name, definitionId: null } },
      });
      if (!made.ok) return made;
      ref = made.value.commandId;
    }
    return device.changeLists({
      ...change,
      step: {
        ...{ kind: "add_list_item", list: ref, productId: id },
        ...{ productVariantId: variant?.id ?? null, text: null, quantity: 1 },
        note: note.trim() || null,
      },
    });
  };

  const save = async (chosen: Chosen) => {
    if (isSaving.current || staffId === null) return;
    isSaving.current = true;
    const answer = await add(chosen, staffId);
    isSaving.current = false;
    if (!answer.ok) return setRefused(listRefusalSentence(answer.error, format));
    const { name } = chosen.customer;
    toast(
      say("catalogue.added", { product: title, name }),
      () => void device.undo(answer.value.commandId),
    );
    onDone();
  };
  return { save, refused };
};
