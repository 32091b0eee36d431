import { Title, VisuallyHidden } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { CustomersBoard } from "#renderer/clienteling/features/customers/customers-board.tsx";
import { SearchScreen } from "#renderer/clienteling/features/search/search-screen.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { say } from "#renderer/words/say.ts";
import { useSearchActions } from "./use-search-actions.ts";

const HandOverBook = lazy(async () => ({
  default: (await import("#renderer/clienteling/features/books/hand-over-book.tsx")).HandOverBook,
}));

/** The lists of customers, under a box that finds one. */
export const CustomersPage = () => {
  const actions = useSearchActions();
  const navigate = useNavigate();
  const [isHandingOver, setHandingOver] = useState(false);
  const staffId = useSession((session) => session.staffId);
  const { show = "all" } = useSearch({ from: "/customers" });
  return (
    <SearchScreen
      heading={
        <VisuallyHidden>
          <Title order={1}>{say("titles.customers")}</Title>
        </VisuallyHidden>
      }
      {...actions}
    >
      <CustomersBoard
        show={show}
        onShow={(next) =>
          void navigate({
            to: "/customers",
            search: next === "all" ? {} : { show: next },
            replace: true,
          })
        }
        onOpen={actions.onOpen}
        onHandOver={() => setHandingOver(true)}
      />
      {isHandingOver && staffId !== null && (
        <Suspense>
          <HandOverBook from={staffId} onClose={() => setHandingOver(false)} />
        </Suspense>
      )}
    </SearchScreen>
  );
};
