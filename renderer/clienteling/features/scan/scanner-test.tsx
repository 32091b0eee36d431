import { Button, Code, Text, TextInput } from "@mantine/core";
import encodeQR from "qr";
import { type KeyboardEvent, useState } from "react";
import { usePreferences } from "#renderer/state/device-preferences.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { CopyButton } from "#renderer/ui/copy-button.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import { layoutOf, TEST_CODE, translated } from "./scanner-layout.ts";
import classes from "./scanner-test.module.css";

/** A key as the browser reports it, and the time since the one before, in ms. */
type Key = { readonly key: string; readonly code: string; readonly at: number };

const KEYS_MAX = 200;

/**
 * Tries out a scanner: shows what really arrives, ready to be copied for support, and learns from
 * our printed code how to read a scanner that thinks of another keyboard than this device.
 */
export const ScannerTest = () => {
  const [text, setText] = useState("");
  const [keys, setKeys] = useState<readonly Key[]>([]);
  const layout = usePreferences((preferences) => preferences.scannerLayout);
  const setLayout = usePreferences((preferences) => preferences.setScannerLayout);
  const isTranslating = Object.keys(layout).length > 0;
  const found = layoutOf(text);
  const onKeyDown = ({ key, code, timeStamp }: KeyboardEvent) => {
    // The Enter at the end of a scan, after which the next one begins.
    if (key === "Enter") return;
    setKeys([...keys, { key, code, at: timeStamp }].slice(-KEYS_MAX));
  };
  const clear = () => {
    setText("");
    setKeys([]);
  };
  return (
    <Panel title={say("scan.test.title")}>
      <div className={classes["test"]}>
        <TestCode />
        <div className={classes["side"]}>
          <Text size="sm">{say("scan.test.how")}</Text>
          <TextInput
            label={say("scan.test.field")}
            data-keeps-scans
            data-scanner-test
            autoComplete="off"
            autoCorrect="off"
            spellCheck={false}
            value={text}
            onKeyDown={onKeyDown}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {text.length >= TEST_CODE.length && (
            <Outcome
              layout={found}
              onUse={() => {
                if (found) setLayout(found);
                clear();
              }}
            />
          )}
          {isTranslating && (
            <div className={classes["row"]}>
              <Text size="sm">{say("scan.test.translating")}</Text>
              <Button variant="default" onClick={() => setLayout({})}>
                {say("scan.test.stop")}
              </Button>
            </div>
          )}
        </div>
      </div>
      {text !== "" && (
        <div className={classes["sent"]}>
          <Text size="sm" fw={500}>
            {say("scan.test.sent")}
          </Text>
          <Code block className={classes["keys"]}>
            {report(text, keys, layout)}
          </Code>
          <div className={classes["row"]}>
            <CopyButton label={say("scan.test.copy")} text={report(text, keys, layout)} />
            <Button variant="subtle" onClick={clear}>
              {say("scan.test.clear")}
            </Button>
          </div>
        </div>
      )}
    </Panel>
  );
};

const Outcome = ({
  layout,
  onUse,
}: {
  readonly layout: ReturnType<typeof layoutOf>;
  readonly onUse: () => void;
}) => {
  if (layout === null) {
    return (
      <Callout tone="warning" title={say("scan.test.unclear")}>
        {say("scan.test.unclear_how")}
      </Callout>
    );
  }
  const isRight = Object.keys(layout).length === 0;
  return (
    <Callout
      tone={isRight ? "success" : "warning"}
      title={say(isRight ? "scan.test.right" : "scan.test.other")}
      actions={!isRight && <Button onClick={onUse}>{say("scan.test.use")}</Button>}
    >
      {!isRight && say("scan.test.other_how")}
    </Callout>
  );
};

/** Our printed code, black on white whatever the colours of the screen are. */
const TestCode = () => {
  const rows = encodeQR(TEST_CODE, "raw");
  const path = rows
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return (
    <svg
      className={classes["code"]}
      role="img"
      aria-label={say("scan.test.code")}
      viewBox={`-2 -2 ${rows.length + 4} ${rows.length + 4}`}
      shapeRendering="crispEdges"
    >
      <path d={path} />
    </svg>
  );
};

/** What support needs to know: the text, each key with its gap, and how it is read. */
const report = (
  text: string,
  keys: readonly Key[],
  layout: Readonly<Record<string, string>>,
): string => {
  const lines = keys.map(({ key, code, at }, place) => {
    const gap = Math.round(at - (keys[place - 1]?.at ?? at));
    return `${key} ${code || "-"} +${gap} ms`;
  });
  return [text, `= ${translated(text, layout)}`, ...lines].join("\n");
};
