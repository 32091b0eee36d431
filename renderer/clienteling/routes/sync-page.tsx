import { useNavigate, useRouter } from "@tanstack/react-router";
import { SyncScreen } from "#renderer/clienteling/features/sync/sync-screen.tsx";

/** `/sync`. */
export const SyncPage = () => {
  const navigate = useNavigate();
  const router = useRouter();
  return (
    <SyncScreen
      onOpen={(profileId) =>
        void navigate({ to: "/customers/$profileId/{-$tab}", params: { profileId } })
      }
      onGiftCard={() => void navigate({ to: "/gift-card" })}
      onEnrol={() => void navigate({ to: "/enrol" })}
      onBack={() => {
        if (router.history.canGoBack()) router.history.back();
        else void navigate({ to: "/" });
      }}
    />
  );
};
