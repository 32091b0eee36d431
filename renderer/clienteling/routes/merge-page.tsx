import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { MergeScreen } from "#renderer/clienteling/features/merge/merge-screen.tsx";
import type { ProfileId } from "#shared/kernel/ids.ts";

const route = getRouteApi("/customers/$profileId/merge");

/** `/customers/$profileId/merge`. */
export const MergePage = () => {
  const { profileId } = route.useParams();
  const { with: otherId } = route.useSearch();
  const navigate = useNavigate();
  const open = (opened: ProfileId) =>
    void navigate({
      ...{ to: "/customers/$profileId/{-$tab}", params: { profileId: opened }, replace: true },
    });
  return (
    <MergeScreen
      profileId={profileId}
      otherId={otherId ?? null}
      onOther={(other) =>
        void navigate({
          ...{ to: "/customers/$profileId/merge", params: { profileId }, replace: true },
          search: other === null ? {} : { with: other },
        })
      }
      onMerged={open}
      onBack={() => open(profileId)}
    />
  );
};
