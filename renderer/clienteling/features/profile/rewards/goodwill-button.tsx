import { Button } from "@mantine/core";
import { IconGift } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import type { ProfileView, StoreConfig } from "#renderer/data/views.ts";
import { say } from "#renderer/words/say.ts";
import { givables } from "#shared/redemption/decide-goodwill.ts";

const GoodwillDialog = lazy(async () => ({
  default: (await import("./goodwill-dialog.tsx")).GoodwillDialog,
}));

/** Opens what staff may give; nothing if head office lets them give nothing ([Y4]). */
export const GoodwillButton = ({
  view,
  config: { programme },
}: {
  readonly view: ProfileView;
  readonly config: StoreConfig;
}) => {
  const [isOpen, setOpen] = useState(false);
  if (programme === null || givables(programme).length === 0) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconGift size={20} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {say("goodwill.open")}
      </Button>
      {isOpen && (
        <Suspense>
          <GoodwillDialog view={view} programme={programme} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
};
