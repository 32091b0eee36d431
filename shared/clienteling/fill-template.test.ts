import { expect, test } from "vitest";
import { fillTemplate, type MessageValues, problemOfTemplate } from "./fill-template.ts";

const VALUES: MessageValues = {
  ...{ first_name: "Zoë & Co", last_name: null, staff_name: "Ada", store: "Perth" },
  ...{ available: "£12.00", expiring: null, expires_on: null },
};

test("[X40] a template is filled in as plain text, with its own words where there is nothing", () => {
  const text =
    "Dear {{first_name}}{{^last_name}} (or whoever){{/last_name}},\n" +
    "{{#expiring}}{{expiring}} ends {{expires_on}}. {{/expiring}}{{available}}, {{staff_name}}\n";
  expect(problemOfTemplate(text)).toBeNull();
  expect(fillTemplate(text, VALUES)).toBe("Dear Zoë & Co (or whoever),\n£12.00, Ada");
});

test("[X40] a template names only what is filled in, and closes what it opens", () => {
  for (const [text, problem] of [
    ["Dear {{firstname}}", { kind: "unknown", tag: "firstname" }],
    [
      "{{#store}}{{^available}}{{phone}}{{/available}}{{/store}}",
      { kind: "unknown", tag: "phone" },
    ],
    ["{{store.name}}", { kind: "unknown", tag: "store.name" }],
    ["{{> footer}}", { kind: "unknown", tag: "footer" }],
    ["{{=<% %>=}}", { kind: "unknown", tag: "<% %>" }],
    ["{{#store}}", { kind: "unfinished" }],
    ["{{store", { kind: "unfinished" }],
    ["{{! a remark }}{{{store}}} {{&store}}", null],
    ["", null],
  ] as const) {
    expect(problemOfTemplate(text), text).toEqual(problem);
  }
});
