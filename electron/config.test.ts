import { expect, test } from "vitest";
import { readShellConfig } from "./config.ts";

test("without arguments and environment, nothing is configured", () => {
  expect(readShellConfig([], {})).toEqual({
    ok: true,
    value: { serverUrl: null, enrolCode: null, userData: null },
  });
});

test("arguments win over the environment, the last one over the first", () => {
  const read = readShellConfig(
    ["--no-sandbox", "--server-url=http://127.0.0.1:1", "--server-url=http://127.0.0.1:8787/"],
    {
      REGULARS_SERVER_URL: "https://loyalty.example.com",
      REGULARS_ENROL_CODE: "AB12-CD34",
      REGULARS_USER_DATA: "/var/lib/regulars",
    },
  );
  expect(read).toEqual({
    ok: true,
    value: {
      serverUrl: "http://127.0.0.1:8787",
      enrolCode: "AB12-CD34",
      userData: "/var/lib/regulars",
    },
  });
});

test.each([
  ["loyalty.example.com"],
  ["ftp://loyalty.example.com"],
  ["javascript:alert(1)"],
  ["https://loyalty.example.com/api"],
  ["https://name:secret@loyalty.example.com"],
  ["https://a.example.com; script-src *"],
])("refuses the server URL %s in one line that names the setting", (url) => {
  const read = readShellConfig([], { REGULARS_SERVER_URL: url });
  expect(read).toMatchObject({
    ok: false,
    error: expect.stringMatching(/^REGULARS_SERVER_URL: .+$/),
  });
  const argument = readShellConfig([`--server-url=${url}`], {});
  expect(argument).toMatchObject({ ok: false, error: expect.stringMatching(/^--server-url: .+$/) });
});
