import { createRoute, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { SearchScreen } from "#renderer/clienteling/features/search/search-screen.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { rootRoute } from "./root.tsx";

const Search = () => {
  const navigate = useNavigate();
  const open = useCallback(
    (profileId: ProfileId) => void navigate({ to: "/profiles/$profileId", params: { profileId } }),
    [navigate],
  );
  const scan = useSession((session) => session.scan);
  return (
    <SearchScreen
      onOpen={open}
      onGiftCard={(number) => {
        scan(number);
        void navigate({ to: "/gift-card" });
      }}
      onNew={(typed, isCard) =>
        void navigate({
          to: "/profiles/new",
          search: typed === "" ? {} : isCard ? { card: typed } : { typed },
        })
      }
    />
  );
};

export const searchRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: "Find a customer" },
  path: "/",
  component: Search,
});
