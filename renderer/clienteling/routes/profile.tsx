import { createRoute, notFound, useNavigate, useRouter } from "@tanstack/react-router";
import { ProfileScreen } from "#renderer/clienteling/features/profile/profile-screen.tsx";
import {
  type ProfileTab,
  profileTabSchema,
} from "#renderer/clienteling/features/profile/profile-tab.ts";
import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { rootRoute } from "./root.tsx";

/** Parses the profile id in an address. With anything else it isn't an address of this app. */
export const profileParams = {
  parse: ({ profileId }: { readonly profileId: string }) => {
    const id = profileIdSchema.safeParse(profileId);
    if (!id.success) throw notFound();
    return { profileId: id.data };
  },
};

const tabParams = {
  parse: (params: {
    readonly profileId: string;
    readonly tab?: string | undefined;
  }): { profileId: ProfileId; tab?: ProfileTab | undefined } => {
    const tab = profileTabSchema.optional().safeParse(params.tab);
    if (!tab.success) throw notFound();
    return { ...profileParams.parse(params), tab: tab.data };
  },
};

const Profile = () => {
  const { profileId, tab } = profileRoute.useParams();
  const navigate = useNavigate();
  const router = useRouter();
  const addressOf = (next: ProfileTab) =>
    ({
      to: "/customers/$profileId/{-$tab}",
      params: { profileId, tab: next === "overview" ? undefined : next },
    }) as const;
  return (
    <ProfileScreen
      key={profileId}
      profileId={profileId}
      tab={tab ?? "overview"}
      hrefOf={(next) => router.history.createHref(router.buildLocation(addressOf(next)).href)}
      onTab={(next) => void navigate({ ...addressOf(next), replace: true })}
      onBack={() => void navigate({ to: "/customers" })}
      onRedeem={() => void navigate({ to: "/customers/$profileId/redeem", params: { profileId } })}
      onEdit={() => void navigate({ to: "/customers/$profileId/edit", params: { profileId } })}
    />
  );
};

export const profileRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: "Customer" },
  path: "/customers/$profileId/{-$tab}",
  params: tabParams,
  component: Profile,
});
