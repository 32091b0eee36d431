import { Button, Modal, Text } from "@mantine/core";
import { useRef, useState } from "react";
import type { RedemptionView } from "#renderer/data/views.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import dialog from "#renderer/ui/dialog.module.css";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { toast } from "#renderer/ui/toast.tsx";
import { reverseRefusalSentence } from "#renderer/words/reverse-refusal.ts";
import { say } from "#renderer/words/say.ts";
import type { Sentence } from "#renderer/words/sentence.ts";
import type { ProfileId, StaffId } from "#shared/kernel/ids.ts";
import { isReversible, reverserOf } from "#shared/redemption/reversal.ts";
import { useDevice } from "./device-context.tsx";
import { ManagerApproval } from "./manager-approval.tsx";
import { useStaff } from "./use-device-data.ts";
import { useNow } from "./use-now.ts";

/**
 * Asks before a redemption is reversed, since that can't be taken back, and a manager for their PIN
 * if it is too late for whoever is signed in ([V2], [S32]).
 */
export const ReverseDialog = ({
  profileId,
  redemption: { commandId: redeemCommandId, amountCents, at },
  onReversed,
  onClose,
}: {
  readonly profileId: ProfileId;
  readonly redemption: Pick<RedemptionView, "commandId" | "amountCents" | "at">;
  readonly onReversed: () => void;
  readonly onClose: () => void;
}) => {
  const device = useDevice();
  const format = useFormat();
  const now = useNow(10_000);
  const staffId = useSession((session) => session.staffId);
  const me = useStaff()?.find(({ id }) => id === staffId);
  const [refused, setRefused] = useState<Sentence | null>(null);
  const isAsking = useRef(false);
  const needsManager = me !== undefined && !isReversible(at, now, reverserOf(me.role));

  const reverse = async (approvedBy: StaffId | null) => {
    if (isAsking.current || staffId === null) return;
    isAsking.current = true;
    const request = { profileId, redeemCommandId, approvedBy, staffId };
    const answer = await device.reverseRedemption(request);
    isAsking.current = false;
    if (!answer.ok) return setRefused(reverseRefusalSentence(answer.error));
    toast(say("reverse.done", { money: format.money(amountCents) }));
    onReversed();
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={say("reverse.title", { money: format.money(amountCents) })}
      classNames={{ title: dialog["title"] ?? "" }}
      closeButtonProps={{ "aria-label": say("frame.close"), size: 44 }}
    >
      <div className={dialog["form"]}>
        <Text>{say("reverse.what")}</Text>
        {refused !== null && (
          <Callout tone="danger" title={refused.title}>
            {refused.advice}
          </Callout>
        )}
        {needsManager ? (
          <ManagerApproval
            why={say("reverse.late")}
            power="reverse_late"
            onApproved={(managerId) => void reverse(managerId)}
          />
        ) : (
          <div className={dialog["foot"]}>
            <Button variant="default" onClick={onClose}>
              {say("reverse.keep")}
            </Button>
            <Button color="red" onClick={() => void reverse(null)}>
              {say("reverse.confirm")}
            </Button>
          </div>
        )}
      </div>
    </Modal>
  );
};
