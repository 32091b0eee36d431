import { Button, Modal, NativeSelect, Text, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { amountOfText } from "#renderer/clienteling/amount-text.ts";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { ManagerApproval } from "#renderer/clienteling/manager-approval.tsx";
import { useStaff } from "#renderer/clienteling/use-device-data.ts";
import type { ProfileView } from "#renderer/data/views.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import dialog from "#renderer/ui/dialog.module.css";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { toast } from "#renderer/ui/toast.tsx";
import { goodwillSentence } from "#renderer/words/goodwill-refusal.ts";
import { personName } from "#renderer/words/person-text.ts";
import { say } from "#renderer/words/say.ts";
import type { Sentence } from "#renderer/words/sentence.ts";
import { NOTE_LENGTH_MAX } from "#shared/clienteling/note.ts";
import { POINT_DIGITS } from "#shared/incentive/points/point.ts";
import type { StaffId } from "#shared/kernel/ids.ts";
import { mayDo } from "#shared/organisation/powers.ts";
import { type Givable, givables } from "#shared/redemption/decide-goodwill.ts";
import type { Programme } from "#shared/redemption/programme.ts";

/** What to give, how much and why; above the limit of who is signed in, a manager's PIN ([S32]). */
export const GoodwillDialog = ({
  view: { profile },
  programme,
  onClose,
}: {
  readonly view: ProfileView;
  readonly programme: Programme;
  readonly onClose: () => void;
}) => {
  const device = useDevice();
  const format = useFormat();
  const staffId = useSession((session) => session.staffId);
  const me = useStaff()?.find(({ id }) => id === staffId);
  const all = givables(programme);
  const { reasons, limits } = programme.policy.goodwill;
  const [chosenId, setChosenId] = useState("");
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const [text, setText] = useState("");
  const [refused, setRefused] = useState<Sentence | null>(null);
  const [needsManager, setNeedsManager] = useState(false);
  const isGiving = useRef(false);
  const definition = all.find(({ id }) => String(id) === chosenId);
  const style = { separator: format.decimalSeparator, digits: format.currencyDigits };
  const amount = definition && amountFrom(definition, typed, style);

  const give = async (approvedBy: StaffId | null) => {
    if (isGiving.current || staffId === null || !definition) return;
    isGiving.current = true;
    const given = await device.giveGoodwill({
      ...{ profileId: profile.id, definitionId: definition.id, amount: amount ?? 0, reason },
      ...{ text: text.trim() === "" ? null : text.trim(), approvedBy, staffId },
    });
    isGiving.current = false;
    if (given.ok) {
      const { commandId } = given.value;
      toast(say("goodwill.done"), () => void device.undo(commandId));
      return onClose();
    }
    const isOver = given.error.reason === "over_goodwill";
    const canAsk = isOver && approvedBy === null && me && !mayDo(me.role, "approve_goodwill");
    setNeedsManager(canAsk === true);
    setRefused(canAsk === true ? null : goodwillSentence(given.error));
  };
  const choose = (id: string) => {
    const next = all.find((each) => String(each.id) === id);
    setChosenId(id);
    setTyped(next?.kind === "reward" ? plainText(next.valueCents, style) : "");
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={say("goodwill.title", { name: personName(profile) })}
      classNames={{ title: dialog["title"] ?? "" }}
      closeButtonProps={{ "aria-label": say("frame.close"), size: 44 }}
    >
      {needsManager ? (
        <div className={dialog["form"]}>
          <Text className="numbers">
            {definition?.name}
            {definition && definition.kind !== "benefit" && ` · ${typed}`}
          </Text>
          {refused !== null && (
            <Callout tone="danger" title={refused.title}>
              {refused.advice}
            </Callout>
          )}
          <ManagerApproval
            why={say("goodwill.over")}
            power="approve_goodwill"
            onApproved={(managerId) => void give(managerId)}
          />
        </div>
      ) : (
        <form
          className={dialog["form"]}
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            void give(null);
          }}
        >
          <NativeSelect
            label={say("goodwill.what")}
            value={chosenId}
            onChange={(event) => choose(event.currentTarget.value)}
            data={[
              { value: "", label: say("goodwill.choose") },
              ...all.map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
          />
          {definition && definition.kind !== "benefit" && (
            <TextInput
              label={say(definition.kind === "point" ? "goodwill.points" : "goodwill.amount")}
              leftSection={definition.kind === "reward" && format.currencySymbol}
              inputMode="decimal"
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          )}
          <NativeSelect
            label={say("goodwill.why")}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data={[
              { value: "", label: say("goodwill.choose") },
              ...reasons.map(({ handle, name }) => ({ value: handle, label: name })),
            ]}
          />
          <Textarea
            label={say("goodwill.more")}
            description={say("goodwill.more_hint")}
            required={reasons.find(({ handle }) => handle === reason)?.needsText === true}
            maxLength={NOTE_LENGTH_MAX}
            autosize
            minRows={2}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {me && (
            <Text size="sm" c="dimmed" className="numbers">
              {say("goodwill.limit", { money: format.money(limits[me.role].maxEachCents) })}
            </Text>
          )}
          {refused !== null && (
            <Callout tone="danger" title={refused.title}>
              {refused.advice}
            </Callout>
          )}
          <div className={dialog["foot"]}>
            <Button variant="default" onClick={onClose}>
              {say("goodwill.cancel")}
            </Button>
            <Button type="submit" disabled={!definition || reason === "" || !amount}>
              {say("goodwill.give")}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
};

type Style = { readonly separator: string; readonly digits: number };

const amountFrom = (definition: Givable, typed: string, style: Style): number | null => {
  if (definition.kind === "benefit") return 1;
  const digits = definition.kind === "point" ? POINT_DIGITS : style.digits;
  return amountOfText(typed, { ...style, digits });
};

const plainText = (amount: number, { separator, digits }: Style): string => {
  const text = String(amount).padStart(digits + 1, "0");
  return digits === 0 ? text : `${text.slice(0, -digits)}${separator}${text.slice(-digits)}`;
};
