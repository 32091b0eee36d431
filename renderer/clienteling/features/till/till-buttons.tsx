import { Button } from "@mantine/core";
import { IconArrowBackUp, IconShoppingBagPlus } from "@tabler/icons-react";
import { useLaunch } from "#renderer/clienteling/launch-context.tsx";
import { readTillCallbacks } from "#renderer/clienteling/till-callbacks.ts";
import { HAS_SALE } from "#renderer/clienteling/till-launch.ts";
import { useNow } from "#renderer/clienteling/use-now.ts";
import { toast } from "#renderer/ui/toast.tsx";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";

/** A till may offer its functions some time after the page has loaded. */
const LOOK_EVERY_MS = 1000;

/** What a till that opened the app takes: the customer, or nobody (DOMAIN §20.4). */
export const TillButtons = ({
  profileId,
  name,
  onLeave,
}: {
  readonly profileId: ProfileId;
  readonly name: string;
  /** Leaves the customer when staff go back to the till. */
  readonly onLeave: () => void;
}) => {
  const { till } = useLaunch();
  useNow(LOOK_EVERY_MS);
  const { addToSale, returnToTill } = readTillCallbacks(window);
  return (
    <>
      {addToSale !== null && HAS_SALE[till.type ?? "POS"] && (
        <Button
          variant="light"
          leftSection={<IconShoppingBagPlus size={20} aria-hidden />}
          onClick={() =>
            toast(addToSale(profileId) ? say("till.added", { name }) : say("till.failed"))
          }
        >
          {say("till.add")}
        </Button>
      )}
      {returnToTill !== null && (
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={20} aria-hidden />}
          onClick={() => {
            if (returnToTill()) onLeave();
            else toast(say("till.failed_back"));
          }}
        >
          {say("till.back")}
        </Button>
      )}
    </>
  );
};
