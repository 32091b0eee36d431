import {
  type MantineColorScheme,
  NativeSelect,
  SegmentedControl,
  useMantineColorScheme,
} from "@mantine/core";
import { useState } from "react";
import { keepChoice, readChoice } from "#renderer/page/choices.ts";
import { Panel } from "#renderer/ui/panel.tsx";
import { offeredLanguages } from "#renderer/words/language.ts";
import { say } from "#renderer/words/say.ts";
import classes from "./settings-screen.module.css";

const SIZES = ["100%", "115%", "130%"];

/** High enough for a finger. */
const TALL = { label: { lineHeight: "34px" } };

const SCHEMES: readonly { readonly value: MantineColorScheme; readonly label: string }[] = [
  { value: "light", label: say("settings.light") },
  { value: "dark", label: say("settings.dark") },
  { value: "auto", label: say("settings.system") },
];

/** Theme, text size and language. They belong to the device, not to who is signed in. */
export const AppearancePanel = () => {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [size, setSize] = useState(readChoice("text-size") ?? "100%");
  const chooseSize = (chosen: string) => {
    setSize(chosen);
    keepChoice("text-size", chosen);
    document.documentElement.style.fontSize = chosen;
  };
  const chooseLanguage = (code: string) => {
    keepChoice("language", code);
    // Everything that was said so far was said in the other one.
    window.location.reload();
  };
  return (
    <Panel title={say("settings.appearance")}>
      <div className={classes["rows"]}>
        <div className={classes["row"]}>
          <span aria-hidden>{say("settings.theme")}</span>
          <SegmentedControl
            aria-label={say("settings.theme")}
            size="md"
            styles={TALL}
            data={[...SCHEMES]}
            value={colorScheme}
            onChange={(chosen) => {
              const scheme = SCHEMES.find(({ value }) => value === chosen);
              if (scheme !== undefined) setColorScheme(scheme.value);
            }}
          />
        </div>
        <div className={classes["row"]}>
          <span aria-hidden>{say("settings.text_size")}</span>
          <SegmentedControl
            aria-label={say("settings.text_size")}
            size="md"
            styles={TALL}
            data={SIZES}
            value={size}
            onChange={chooseSize}
          />
        </div>
        <NativeSelect
          label={say("settings.language")}
          description={say("settings.language_hint")}
          data={offeredLanguages().map(({ code, name }) => ({ value: code, label: name }))}
          value={document.documentElement.lang || "en"}
          onChange={(event) => chooseLanguage(event.currentTarget.value)}
        />
      </div>
    </Panel>
  );
};
