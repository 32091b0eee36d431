import { useNavigate, useRouter } from "@tanstack/react-router";
import { SettingsScreen } from "#renderer/clienteling/features/settings/settings-screen.tsx";

/** `/settings`. */
export const SettingsPage = () => {
  const navigate = useNavigate();
  const router = useRouter();
  return (
    <SettingsScreen
      onSync={() => void navigate({ to: "/sync" })}
      onEnrol={() => void navigate({ to: "/enrol" })}
      onBack={() => {
        if (router.history.canGoBack()) router.history.back();
        else void navigate({ to: "/" });
      }}
    />
  );
};
