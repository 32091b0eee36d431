import {
  createRoute,
  notFound,
  Outlet,
  useMatch,
  useNavigate,
  useRouter,
} from "@tanstack/react-router";
import { ProfileScreen } from "#renderer/clienteling/features/profile/profile-screen.tsx";
import type { ProfileTab } from "#renderer/clienteling/features/profile/profile-tab.ts";
import { Behind } from "#renderer/ui/behind.tsx";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { rootRoute } from "./root.tsx";

/** Parses the profile id in an address. With anything else it isn't an address of this app. */
export const profileParams = {
  parse: ({ profileId }: { readonly profileId: string }) => {
    const id = profileIdSchema.safeParse(profileId);
    if (!id.success) throw notFound();
    return { profileId: id.data };
  },
};

/** A customer; behind what is done for them, while it is done. */
const Profile = () => {
  const { profileId } = profileRoute.useParams();
  const navigate = useNavigate();
  const router = useRouter();
  const onTab = useMatch({ from: "/customers/$profileId/{-$tab}", shouldThrow: false });
  const onRedeem = useMatch({ from: "/customers/$profileId/redeem", shouldThrow: false });
  const tab = onTab?.params.tab ?? onRedeem?.search.tab;
  const addressOf = (next: ProfileTab) =>
    ({
      to: "/customers/$profileId/{-$tab}",
      params: { profileId, tab: next === "overview" ? undefined : next },
    }) as const;
  return (
    <>
      <Outlet />
      <Behind isCovered={onRedeem !== undefined}>
        <ProfileScreen
          key={profileId}
          profileId={profileId}
          tab={tab ?? "overview"}
          hrefOf={(next) => router.history.createHref(router.buildLocation(addressOf(next)).href)}
          onTab={(next) => void navigate({ ...addressOf(next), replace: true })}
          onBack={() => void navigate({ to: "/customers" })}
          onRedeem={() =>
            void navigate({
              to: "/customers/$profileId/redeem",
              params: { profileId },
              search: { tab },
            })
          }
          onEdit={() => void navigate({ to: "/customers/$profileId/edit", params: { profileId } })}
        />
      </Behind>
    </>
  );
};

export const profileRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/customers/$profileId",
  params: profileParams,
  component: Profile,
});
