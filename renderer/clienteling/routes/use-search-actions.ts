import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { useSession } from "#renderer/state/session-store.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";

/** Where a search leads. */
export const useSearchActions = () => {
  const navigate = useNavigate();
  const scan = useSession((session) => session.scan);
  const onOpen = useCallback(
    (profileId: ProfileId) =>
      void navigate({ to: "/customers/$profileId/{-$tab}", params: { profileId } }),
    [navigate],
  );
  return {
    onOpen,
    onGiftCard: (number: string) => {
      scan(number);
      void navigate({ to: "/gift-card" });
    },
    /** `typed` is the search text; `isCard` says that it is a card number. */
    onNew: (typed: string, isCard: boolean) =>
      void navigate({
        to: "/customers/new",
        search: typed === "" ? {} : isCard ? { card: typed } : { typed },
      }),
  };
};
