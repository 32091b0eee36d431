import { IconHeart } from "@tabler/icons-react";
import classes from "#renderer/clienteling/features/profile/profile-columns.module.css";
import type { ProfileTabProps } from "#renderer/clienteling/features/profile/profile-tab.ts";
import { useClienteling } from "#renderer/clienteling/use-device-data.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import { ListPanel } from "./list-panel.tsx";
import { NewListPanel } from "./new-list-panel.tsx";
import { useListChange } from "./use-list-change.ts";

/** What the customer wants: a panel for each list. Staff change them offline too. */
export const WishlistTab = ({ view }: ProfileTabProps) => {
  const lists = useClienteling(view.profile.id)?.lists;
  const { changeList, refused } = useListChange(view.profile.id);
  if (lists === undefined) return <LoadingRows label={say("wishlist.loading")} rows={5} />;
  return (
    <div className={classes["columns"]}>
      <div className={classes["column"]}>
        {refused !== null && (
          <Callout tone="danger" title={refused.title}>
            {refused.advice}
          </Callout>
        )}
        {lists.length === 0 && (
          <Panel title={say("customer.wishlist")} flush>
            <EmptyNote icon={<IconHeart size={32} aria-hidden />} title={say("wishlist.none")}>
              {say("wishlist.none_hint")}
            </EmptyNote>
          </Panel>
        )}
        {lists.map((each) => (
          <ListPanel
            key={each.list.ref}
            view={each}
            others={lists.filter(({ list }) => list.ref !== each.list.ref)}
            onChange={changeList}
          />
        ))}
      </div>
      <NewListPanel onChange={changeList} />
    </div>
  );
};
