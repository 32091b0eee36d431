import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { toast } from "#renderer/ui/toast.tsx";
import { bookRefusalSentence } from "#renderer/words/book-refusal.ts";
import type { Sentence } from "#renderer/words/sentence.ts";
import type { ProfileId, StaffId } from "#shared/kernel/ids.ts";

/** Hands a customer to a colleague, or to nobody, with a toast. Returns the refusal, or null. */
export const useMoveCustomer = (profileId: ProfileId) => {
  const device = useDevice();
  const staffId = useSession((session) => session.staffId);
  return async (associateId: StaffId | null, done: string): Promise<Sentence | null> => {
    if (staffId === null) return null;
    const moved = await device.moveCustomer({ profileId, associateId, staffId });
    if (!moved.ok) return bookRefusalSentence(moved.error);
    toast(done, () => void device.undo(moved.value.commandId));
    return null;
  };
};
