import { Text } from "@mantine/core";
import type { ProfileView } from "#renderer/data/views.ts";
import { Panel } from "#renderer/ui/panel.tsx";
import { attributeTexts } from "#renderer/words/attribute-text.ts";
import { say } from "#renderer/words/say.ts";
import classes from "./sizes-panel.module.css";

/** What fits the customer and what they like, as far as anybody has said. */
export const SizesPanel = ({ view }: { readonly view: ProfileView }) => {
  const texts = attributeTexts(view.profile);
  return (
    <Panel title={say("overview.sizes")}>
      {texts.length === 0 ? (
        <Text size="sm" c="dimmed">
          {say("overview.no_sizes")}
        </Text>
      ) : (
        <dl className={classes["sizes"]}>
          {texts.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
};
