import { z } from "zod";
import { amount, amountOrNull, both, optionalLines, toggle } from "#shared/api/api-field.ts";
import { customFields } from "#shared/api/custom-fields.ts";
import {
  day,
  decimalFromZero,
  linesOrNull,
  orNull,
  ownCurrency,
  textOrNull,
} from "#shared/api/fields.ts";
import { audienceApi } from "#shared/api/incentive/audience.ts";
import { definitionApi } from "#shared/api/incentive/definition-api.ts";
import {
  CREDIT_DEFAULTS,
  creditTypeSchema,
  releasePeriodTypeSchema,
  securityCodeTypeSchema,
} from "#shared/incentive/credits/credit.ts";
import { named } from "#shared/kernel/codec.ts";
import { ANY_CURRENCY, perCurrency } from "#shared/kernel/currency.ts";
import { wholeNumber } from "#shared/kernel/lenient.ts";
import { periodTypeSchema } from "#shared/kernel/period.ts";

const upTo10000 = both(orNull(wholeNumber.pipe(z.int().min(0).max(10_000))), z.int().nullable());

/** A credit definition in the API (DOMAIN §9.2). */
export const creditDefinitionApi = perCurrency((currency) =>
  definitionApi({
    kind: "credit",
    required: {
      value: named("valueCents", amount(decimalFromZero(currency), currency)),
      type: named("creditType", both(creditTypeSchema, creditTypeSchema)),
    },
    optional: {
      max_value: named("maxValueCents", amountOrNull(decimalFromZero(currency), currency)),
      period: upTo10000,
      period_type: both(periodTypeSchema, periodTypeSchema),
      absolute_expiry: both(orNull(day), z.string().nullable()),
      require_security_code: named("requiresSecurityCode", toggle),
      security_code_type: both(securityCodeTypeSchema, securityCodeTypeSchema),
      is_assignable: toggle,
      release_period: both(
        orNull(wholeNumber.pipe(z.int().min(1).max(10_000))),
        z.int().nullable(),
      ),
      release_period_type: both(releasePeriodTypeSchema, releasePeriodTypeSchema),
      is_releasable: toggle,
      require_creator: named("requiresCreator", toggle),
      is_extendable: toggle,
      extend_days: upTo10000,
      is_published: toggle,
      ...audienceApi,
      description: optionalLines(2000),
      short_description: optionalLines(500),
    },
    kept: {
      currency: ownCurrency(currency),
      long_description: linesOrNull(10_000),
      terms_conditions: linesOrNull(10_000),
      internal_notes: linesOrNull(10_000),
      icon: textOrNull(1000),
      image_url: textOrNull(1000),
      primary_colour: textOrNull(100),
      secondary_colour: textOrNull(100),
      custom_fields: customFields.body,
    },
    defaults: CREDIT_DEFAULTS,
  }),
);

/** A credit definition as the API shows it; alike in every currency. */
export const creditDefinitionView = creditDefinitionApi(ANY_CURRENCY).view;
