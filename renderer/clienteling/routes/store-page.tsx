import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { HandOverBook } from "#renderer/clienteling/features/books/hand-over-book.tsx";
import { StoreScreen } from "#renderer/clienteling/features/store/store-screen.tsx";
import type { StaffId } from "#shared/kernel/ids.ts";
import { useSearchActions } from "./use-search-actions.ts";

/** `/store`. */
export const StorePage = () => {
  const navigate = useNavigate();
  const { onOpen } = useSearchActions();
  const [from, setFrom] = useState<StaffId | null>(null);
  return (
    <>
      <StoreScreen
        onOpen={onOpen}
        onSync={() => void navigate({ to: "/sync" })}
        onHandOver={setFrom}
        onBack={() => void navigate({ to: "/" })}
      />
      {from !== null && <HandOverBook from={from} onClose={() => setFrom(null)} />}
    </>
  );
};
