import type { MessageTemplate } from "#shared/clienteling/message-template.ts";
import type { TenantId } from "#shared/kernel/ids.ts";
import type { Store } from "#sync-server/store.ts";
import { done } from "./done.ts";

const TEMPLATES: readonly Omit<MessageTemplate, "id" | "sortOrder">[] = [
  {
    ...{ handle: "thank-you", name: "Thank you", channel: "email" },
    subject: "Thank you for coming in",
    body:
      "Dear {{first_name}}{{^first_name}}customer{{/first_name}},\n\n" +
      "Thank you for coming to {{store}}. If anything isn't quite right, just reply to this email.\n\n" +
      "{{staff_name}}, {{store}}",
  },
  {
    ...{ handle: "rewards-expiring", name: "Rewards about to expire", channel: "email" },
    subject: "Your rewards at {{store}}",
    body:
      "Dear {{first_name}}{{^first_name}}customer{{/first_name}},\n\n" +
      "You have {{available}} to spend{{#expiring}}, and {{expiring}} of it ends on {{expires_on}}{{/expiring}}. " +
      "It would be lovely to see you.\n\n{{staff_name}}, {{store}}",
  },
  {
    ...{ handle: "happy-birthday", name: "Happy birthday", channel: "sms", subject: null },
    body: "Happy birthday{{#first_name}}, {{first_name}}{{/first_name}}! Come in this month for a little something. {{staff_name}}, {{store}}",
  },
  {
    ...{ handle: "new-arrivals", name: "New arrivals", channel: "chat", subject: null },
    body: "Hello{{#first_name}} {{first_name}}{{/first_name}}, some new pieces came in that you may like. Shall I put something aside? {{staff_name}}, {{store}}",
  },
];

/** Adds what the demo's staff can write to customers. */
export const addDemoMessages = async ({
  store,
  tenantId,
}: {
  readonly store: Store;
  readonly tenantId: TenantId;
}): Promise<void> => {
  for (const [index, template] of TEMPLATES.entries()) {
    done(
      await store.write("createMessageTemplate", tenantId, { ...template, sortOrder: index + 1 }),
    );
  }
};
