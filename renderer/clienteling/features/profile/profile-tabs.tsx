import { say } from "#renderer/words/say.ts";
import { type ProfileTab, profileTabs } from "./profile-tab.ts";
import classes from "./profile-tabs.module.css";

/** The tabs of a customer. Each has an address of its own, so they are links. */
export const ProfileTabs = ({
  tab: current,
  hrefOf,
  onTab,
}: {
  readonly tab: ProfileTab;
  readonly hrefOf: (tab: ProfileTab) => string;
  readonly onTab: (tab: ProfileTab) => void;
}) => (
  <nav aria-label={say("customer.tabs")} className={classes["tabs"]} data-strip>
    {profileTabs.map((tab) => (
      <a
        key={tab}
        href={hrefOf(tab)}
        className={classes["tab"]}
        aria-current={tab === current ? "page" : undefined}
        onClick={(event) => {
          // The other buttons and keys open it elsewhere.
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          onTab(tab);
        }}
      >
        {say(`customer.${tab}`)}
      </a>
    ))}
  </nav>
);
