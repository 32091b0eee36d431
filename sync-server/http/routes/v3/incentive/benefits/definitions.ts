import { z } from "zod";
import { one } from "#shared/api/envelope.ts";
import { definitionNumber, filled, slug } from "#shared/api/fields.ts";
import { benefitDefinitionApi } from "#shared/api/incentive/benefits/benefit-definition.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { ANY_CURRENCY } from "#shared/kernel/currency.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { invalid, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import { findDefinition } from "#sync-server/incentive/find-definition.ts";
import { showBenefitDefinitions } from "./show-benefits.ts";

const { view } = benefitDefinitionApi(ANY_CURRENCY);

/** `/benefits/definitions/handle/{handle}`. */
export const benefitDefinitionsByHandle = resource({
  path: "/benefits/definitions/handle",
  noun: "definition",
  tag: "benefits",
  scope: "benefit-definitions",
  id: slug,
  param: "handle",
  view,
  read: ({ read }, handle) => findDefinition(read, "benefit", { handle }),
  show: showBenefitDefinitions,
});

/** `POST /benefits/definitions/{id}/clone`: the same under another handle; counts start at 0. */
export const addBenefitDefinitionClone = (mount: Mount): void => {
  addRoute(mount, {
    method: "POST",
    url: "/benefits/definitions/:id/clone",
    scopes: ["create-benefit-definitions"],
    tag: "benefits",
    summary: "Copy a benefit definition, without its benefits and codes",
    params: z.object({ id: definitionNumber }),
    noun: "definition",
    body: z.object({ handle: slug, name: filled(200).optional() }),
    answer: one(view),
    status: 201,
    handle: async (call) => {
      const found = await findDefinition(call.read, "benefit", call.params);
      if (!found) return err(unknown("definition"));
      const { id: _, kind, version: _version, ...copied } = found.definition;
      const body = { ...copied, name: call.body.name ?? copied.name, handle: call.body.handle };
      const made = await call.write("createDefinition", { kind, body, extra: found.extra });
      if (!made.ok) return err(invalid("handle", "The handle has already been taken."));
      const record = await findDefinition(call.read, kind, made.value);
      const rows = [assertDefined(record ?? undefined, "the definition just made")];
      const [data] = await showBenefitDefinitions(call, rows);
      return ok({ data: assertDefined(data, "the definition just made") });
    },
  });
};
