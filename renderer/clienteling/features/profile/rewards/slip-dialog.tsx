import { Button, Group, Modal, Text } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { ReverseDialog } from "#renderer/clienteling/reverse-dialog.tsx";
import slip from "#renderer/clienteling/slip.module.css";
import { SlipQr, SlipTools } from "#renderer/clienteling/slip-tools.tsx";
import type { ProfileView, RedemptionState, RedemptionView } from "#renderer/data/views.ts";
import dialog from "#renderer/ui/dialog.module.css";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { personName } from "#renderer/words/person-text.ts";
import { say } from "#renderer/words/say.ts";
import { shortCode } from "#renderer/words/short-code.ts";
import { FactList, type Facts } from "./fact-list.tsx";

/** The slip of an earlier redemption, to print again, to scan, or to reverse it ([S31]). */
export const SlipDialog = ({
  profile,
  redemption,
  facts,
  state,
  onClose,
}: {
  readonly profile: ProfileView["profile"];
  readonly redemption: RedemptionView;
  readonly facts: Facts;
  readonly state: ReactNode;
  readonly onClose: () => void;
}) => {
  const format = useFormat();
  const [showsQr, setShowsQr] = useState(false);
  const [isReversing, setReversing] = useState(false);
  const { commandId, amountCents } = redemption;
  return (
    <>
      <Modal
        opened={!isReversing}
        onClose={onClose}
        title={say("slip.title")}
        classNames={{ title: dialog["title"] ?? "" }}
        closeButtonProps={{ "aria-label": say("frame.close"), size: 44 }}
      >
        <section className={slip["slip"]} aria-label={say("slip.title")} data-slip>
          <Group justify="space-between">
            <Text fw={600} fz="h2" className="numbers">
              {format.money(amountCents)}
            </Text>
            {state}
          </Group>
          <FactList facts={[[say("slip.customer"), personName(profile)], ...facts]} />
          {showsQr && <SlipQr text={commandId} code={shortCode(commandId)} />}
        </section>
        <div className={slip["tools"]}>
          <SlipTools showsQr={showsQr} onQr={setShowsQr} />
          {CAN_REVERSE[redemption.state] && (
            <Button
              variant="subtle"
              leftSection={<IconArrowBackUp size={20} aria-hidden />}
              onClick={() => setReversing(true)}
            >
              {say("reverse.open")}
            </Button>
          )}
        </div>
      </Modal>
      {isReversing && (
        <ReverseDialog
          profileId={profile.id}
          redemption={redemption}
          onReversed={onClose}
          onClose={() => setReversing(false)}
        />
      )}
    </>
  );
};

const CAN_REVERSE: Readonly<Record<RedemptionState, boolean>> = {
  confirmed: true,
  waiting: true,
  reversing: false,
  reversed: false,
  refused: false,
};
