// Made from the API's reference: REGULARS_RECORD=1 npm run conformance. Don't edit it.

/** What can be asked of any list: pages, sorting, filters and relations. */
export type Query = { readonly [name: string]: string | number | boolean | undefined };

export type Client = {
  readonly id: number;
  readonly user_id: number | null;
  readonly name: string;
  readonly provider: string | null;
  readonly redirect: string;
  readonly personal_access_client: boolean;
  readonly password_client: boolean;
  readonly revoked: boolean;
  readonly created_at: string;
  readonly updated_at: string;
};

export type User = {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly throttle: number | null;
  readonly roles: readonly unknown[];
  readonly permissions: readonly unknown[];
  readonly created_at: string;
  readonly updated_at: string;
};

export type AccessToken = {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly user_id: number;
  readonly client_id: number;
  readonly client: Client;
  readonly user: User;
  readonly revoked: boolean;
  readonly updated_at: string;
  readonly usage: readonly {
    readonly last_used_at: string;
  }[];
};

export type Verify = {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly user_id: number;
  readonly client_id: number;
  readonly client: Client;
  readonly user: User;
  readonly revoked: boolean;
  readonly updated_at: string;
  readonly usage: readonly {
    readonly last_used_at: string;
  }[];
  readonly tenant: string;
};

export type CustomField = {
  readonly namespace: string;
  readonly handle: string;
  readonly name: string;
  readonly type: "string" | "integer" | "float" | "boolean" | "json" | "array";
  readonly value: unknown;
};

export type Address = {
  readonly id: string;
  readonly name: string | null;
  readonly type: string | null;
  readonly phone: string | null;
  readonly company: string | null;
  readonly address_line_1: string | null;
  readonly address_line_2: string | null;
  readonly address_line_3: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly postcode: string | null;
  readonly country: string | null;
  readonly iso: string | null;
  readonly iso_state: string | null;
  readonly latitude: string | null;
  readonly longitude: string | null;
  readonly notes: string | null;
  readonly external_id: string | null;
  readonly is_default: boolean;
  readonly meta: unknown;
};

export type NormalHour = {
  readonly day_of_week: "MON" | "TUE" | "WED" | "THU" | "FRI" | "SAT" | "SUN";
  readonly open_at: string;
  readonly close_at: string;
  readonly id: number;
  readonly location_id: number;
  readonly created_at: string;
  readonly updated_at: string;
};

export type SpecialHour = {
  readonly name: string;
  readonly is_repeating: boolean;
  readonly open_at: string | null;
  readonly close_at: string | null;
  readonly start_at: string;
  readonly end_at: string;
  readonly id: number;
  readonly location_id: number;
  readonly created_at: string;
  readonly updated_at: string;
};

export type JoinedLocation = {
  readonly id: number;
  readonly name: string;
  readonly type: string | null;
  readonly description: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly external_id: string;
  readonly external_code: string | null;
  readonly timezone: string;
  readonly country: string;
  readonly region: string;
  readonly is_published: boolean;
  readonly is_permanently_closed: boolean;
  readonly tags: readonly string[];
  readonly custom_fields: readonly CustomField[];
  readonly created_at: string;
  readonly updated_at: string;
  readonly address: Address | null;
  readonly normal_hours: readonly NormalHour[];
  readonly special_hours: readonly SpecialHour[];
};

export type Identity = {
  readonly id: number;
  readonly merged_from: string | null;
  readonly profile_id: string;
  readonly handle: string;
  readonly identifier: string;
  readonly is_primary: boolean;
  readonly is_active: boolean;
  readonly created_at: string;
  readonly updated_at: string;
};

export type JoinedStaff = {
  readonly id: string;
  readonly full_name: string;
  readonly email: string;
  readonly identities: readonly Identity[];
};

export type Tier = {
  readonly id: number;
  readonly profile_id: string;
  readonly name: string;
  readonly handle: string;
  readonly achieved_at: string;
  readonly anniversary_at: string;
  readonly maintained_at: string | null;
  readonly assigned_at: string | null;
};

export type Comms = {
  readonly profile_id: string;
  readonly email_optout: boolean | null;
  readonly email_bounced: boolean | null;
  readonly email_promo: boolean | null;
  readonly email_discover: boolean | null;
  readonly email_benefits: boolean | null;
  readonly email_reminders: boolean | null;
  readonly email_account: boolean | null;
  readonly email_bookings: boolean | null;
  readonly email_feedback: boolean | null;
  readonly email_location: boolean | null;
  readonly email_service: boolean | null;
  readonly sms_optout: boolean | null;
  readonly sms_bounced: boolean | null;
  readonly sms_promo: boolean | null;
  readonly sms_discover: boolean | null;
  readonly sms_benefits: boolean | null;
  readonly sms_reminders: boolean | null;
  readonly sms_account: boolean | null;
  readonly sms_bookings: boolean | null;
  readonly sms_feedback: boolean | null;
  readonly sms_location: boolean | null;
  readonly sms_service: boolean | null;
  readonly push_optout: boolean | null;
  readonly push_bounced: boolean | null;
  readonly push_promo: boolean | null;
  readonly push_discover: boolean | null;
  readonly push_benefits: boolean | null;
  readonly push_reminders: boolean | null;
  readonly push_account: boolean | null;
  readonly push_bookings: boolean | null;
  readonly push_feedback: boolean | null;
  readonly push_location: boolean | null;
  readonly push_service: boolean | null;
  readonly phone_optout: boolean | null;
  readonly phone_bounced: boolean | null;
  readonly phone_promo: boolean | null;
  readonly phone_discover: boolean | null;
  readonly phone_benefits: boolean | null;
  readonly phone_reminders: boolean | null;
  readonly phone_account: boolean | null;
  readonly phone_bookings: boolean | null;
  readonly phone_feedback: boolean | null;
  readonly phone_location: boolean | null;
  readonly phone_service: boolean | null;
  readonly post_optout: boolean | null;
  readonly post_bounced: boolean | null;
  readonly post_promo: boolean | null;
  readonly post_discover: boolean | null;
  readonly post_benefits: boolean | null;
  readonly post_reminders: boolean | null;
  readonly post_account: boolean | null;
  readonly post_bookings: boolean | null;
  readonly post_feedback: boolean | null;
  readonly post_location: boolean | null;
  readonly post_service: boolean | null;
  readonly email_verification: "sent" | "not_sent";
  readonly sms_verification: "sent" | "not_sent";
  readonly phone_verification: "sent" | "not_sent";
  readonly post_verification: "sent" | "not_sent";
  readonly terms_accepted_at: string | boolean | null;
  readonly terms_accepted_version: string | boolean | null;
  readonly created_at: string;
  readonly updated_at: string;
};

export type Appearance = {
  readonly profile_id: string;
  readonly hair_colour: string | null;
  readonly hair_length: string | null;
  readonly brow_colour: string | null;
  readonly eye_colour: string | null;
  readonly shape_body: string | null;
  readonly shape_face: string | null;
  readonly skin_type: string | null;
  readonly size_cup: string | null;
  readonly size_hat: string | null;
  readonly size_formal_jacket: string | null;
  readonly size_formal_jacket_length: string | null;
  readonly size_formal_shirt: string | null;
  readonly size_formal_shirt_fit: string | null;
  readonly size_formal_trouser: string | null;
  readonly size_formal_trouser_drop: string | null;
  readonly size_formal_trouser_leg: string | null;
  readonly size_jacket: string | null;
  readonly size_pant: string | null;
  readonly size_shoe: string | null;
  readonly size_type_age: string | null;
  readonly size_type_region: string | null;
  readonly size_top: string | null;
  readonly size_gloves: string | null;
  readonly size_swimwear_top: string | null;
  readonly size_swimwear_bottom: string | null;
  readonly size_swimwear_cup: string | null;
  readonly size_dress: string | null;
  readonly measurement_arm: string | null;
  readonly measurement_arm_inside: string | null;
  readonly measurement_bust: string | null;
  readonly measurement_chest: string | null;
  readonly measurement_foot_length: string | null;
  readonly measurement_head: string | null;
  readonly measurement_height: string | null;
  readonly measurement_hip: string | null;
  readonly measurement_leg_inside: string | null;
  readonly measurement_leg_outside: string | null;
  readonly measurement_neck: string | null;
  readonly measurement_neck_to_wrist: string | null;
  readonly measurement_shoulders: string | null;
  readonly measurement_waist: string | null;
  readonly measurement_weight: string | null;
  readonly measurement_hand_right_thumb: string | null;
  readonly measurement_hand_right_index: string | null;
  readonly measurement_hand_right_middle: string | null;
  readonly measurement_hand_right_ring: string | null;
  readonly measurement_hand_right_pinky: string | null;
  readonly measurement_hand_left_thumb: string | null;
  readonly measurement_hand_left_index: string | null;
  readonly measurement_hand_left_middle: string | null;
  readonly measurement_hand_left_ring: string | null;
  readonly measurement_hand_left_pinky: string | null;
  readonly measurement_ear_helix: string | null;
  readonly measurement_ear_forward_helix: string | null;
  readonly measurement_ear_flat: string | null;
  readonly measurement_ear_conch: string | null;
  readonly measurement_ear_tragus: string | null;
  readonly measurement_ear_lobe: string | null;
  readonly created_at: string;
  readonly updated_at: string;
};

export type Date2 = {
  readonly id: number;
  readonly profile_id: string;
  readonly type: string | null;
  readonly date: string;
  readonly is_recurring: boolean;
  readonly recurring_schedule: string | null;
  readonly name: string | null;
  readonly handle: string | null;
  readonly relationship: string | null;
  readonly description: string | null;
  readonly note: string | null;
  readonly meta: unknown;
  readonly created_at: string;
  readonly updated_at: string;
};

export type Attributes = {
  readonly comms: Comms;
  readonly appearance: Appearance;
  readonly custom: { readonly [name: string]: { readonly [name: string]: unknown } };
  readonly dates: readonly Date2[];
};

export type CustomAttribute = {
  readonly id: number;
  readonly profile_id: string;
  readonly namespace: string;
  readonly handle: string;
  readonly type: "string" | "integer" | "float" | "boolean" | "json" | "array";
  readonly value: unknown;
  readonly created_at: string;
  readonly updated_at: string;
};

export type Region = {
  readonly id: number;
  readonly handle: string;
  readonly name: string;
  readonly is_default: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  readonly countries: unknown;
  readonly currency: unknown;
  readonly country: string | null;
  readonly state: string | null;
  readonly is_active: boolean;
};

export type RoleDefinition = {
  readonly id: number;
  readonly name: string;
  readonly handle: string;
  readonly description: string | null;
};

export type Organisation = {
  readonly id: number;
  readonly name: string;
  readonly handle: string;
  readonly type: "company" | "stockist" | "brand" | "organisation" | "group" | "school" | "club" | "other";
  readonly status: string | null;
  readonly is_tenant: boolean;
  readonly is_active: boolean;
  readonly phone: string | null;
  readonly secondary_phone: string | null;
  readonly email: string | null;
  readonly domain: string | null;
  readonly authorised_domains: readonly string[];
  readonly description: string | null;
  readonly short_description: string | null;
  readonly long_description: string | null;
  readonly icon: string | null;
  readonly image_url: string | null;
  readonly notes: string | null;
  readonly custom_fields: readonly CustomField[];
  readonly meta: unknown;
  readonly created_at: string;
  readonly updated_at: string;
  readonly address: Address | null;
  readonly role_definition: RoleDefinition | null;
  readonly starts_at: string;
  readonly expires_at: string | null;
  readonly source: "hand" | "domain";
};

export type SearchId = {
  readonly id: string;
  readonly title: string | null;
  readonly first_name: string;
  readonly last_name: string;
  readonly email: string | null;
  readonly mobile_phone: string | null;
  readonly secondary_phone: string | null;
  readonly birth_day: number | null;
  readonly birth_month: number | null;
  readonly birth_year: number | null;
  readonly gender: string | null;
  readonly profile_type: "active" | "incomplete" | "pending" | "temporary" | "dependant" | "system" | "deleted" | "depersonalised" | "purged" | "card";
  readonly joined_location_id: number | null;
  readonly joined_staff_id: string | null;
  readonly preferred_location_id: number | null;
  readonly associate_id: string | null;
  readonly tags: readonly string[];
  readonly joined_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly full_name: string;
  readonly currency: string | null;
  readonly mobile_phone_e164: string | null;
  readonly mobile_phone_country: string | null;
  readonly mobile_phone_national: string | null;
  readonly mobile_phone_national_prefix: string | null;
  readonly birth_date: string | null;
  readonly birth_days: number | null;
  readonly birth_days_past: number | null;
  readonly next_birthday: string | null;
  readonly company: string | null;
  readonly occupation: string | null;
  readonly avatar_url: string | null;
  readonly preferred_staff_id: string | null;
  readonly is_public: boolean;
  readonly external_id: string | null;
  readonly is_completed: boolean;
  readonly joined_location: JoinedLocation | null;
  readonly preferred_location: JoinedLocation | null;
  readonly joined_staff: JoinedStaff | null;
  readonly preferred_staff: JoinedStaff | null;
  readonly identities: readonly Identity[];
  readonly custom_fields: readonly CustomField[];
  readonly meta: unknown;
  readonly reward_balance: number;
  readonly credit_balance: number;
  readonly point_balance: number;
  readonly point_balance_dollars: number;
  readonly benefit_balance: number;
  readonly combined_balance_dollars: number;
  readonly reward_pending: number;
  readonly point_pending: number;
  readonly frozen_for: "fraud" | "dispute" | "card_lost" | "customer_request" | "review" | null;
  readonly tier: Tier | null;
  readonly tier_handle: string | null;
  readonly statuses: readonly string[];
  readonly statuses_original: readonly string[];
  readonly attributes: Attributes;
  readonly custom_attributes: readonly CustomAttribute[];
  readonly address: Address | null;
  readonly addresses: readonly Address[];
  readonly region: Region | null;
  readonly regions: readonly Region[];
  readonly organisations: readonly Organisation[];
};

export type Item = {
  readonly index: number;
  readonly entity_id: string | null;
  readonly status: "pending" | "success" | "failed";
  readonly error: string | null;
};

export type Result = {
  readonly id: number;
  readonly entity_type: "profile";
  readonly match_criteria: string;
  readonly status: "pending" | "success" | "failed";
  readonly total_count: number;
  readonly processed_count: number;
  readonly success_count: number;
  readonly failed_count: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly items: readonly Item[];
};

export type ImportJob = {
  readonly id: number;
  readonly import_id: number;
  readonly handler: "omneo:profile";
  readonly status: "pending" | "success" | "failed";
  readonly result: Result;
  readonly created_at: string;
  readonly updated_at: string;
};

export type Links = {
  readonly first: string;
  readonly last: string;
  readonly prev: string | null;
  readonly next: string | null;
};

export type Meta = {
  readonly current_page: number;
  readonly from: number | null;
  readonly last_page: number;
  readonly links: readonly {
    readonly url: string | null;
    readonly label: string | null;
    readonly active: boolean;
  }[];
  readonly path: string;
  readonly per_page: number;
  readonly to: number | null;
  readonly total: number;
  readonly search_capped?: true;
};

export type Item2 = {
  readonly price_sell: number | string;
  readonly quantity?: number | string;
  readonly line_type?: null | "" | "goods" | "gift_card" | "shipping" | "fee";
  readonly is_void?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
};

export type NewRedeem = {
  readonly amount?: number | string;
  readonly strategies?: readonly ("rewards" | "points" | "credits" | "benefits")[];
  readonly benefits?: null | "" | readonly {
    readonly id?: number | string;
    readonly handle?: string | number;
    readonly quantity?: null | "" | number | string;
  }[];
  readonly basket_total?: null | "" | number | string;
  readonly items?: null | "" | readonly Item2[];
  readonly strict?: null | "" | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly lock_token?: null | string | number;
  readonly currency?: null | "" | string;
  readonly location_id?: null | "" | number | string;
  readonly staff_id?: null | string | number;
  readonly transaction_external_id?: null | string | number;
  readonly transaction_receipt_ref?: null | string | number;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type Balances = {
  readonly reward_balance: number;
  readonly credit_balance: number;
  readonly point_balance: number;
  readonly point_balance_dollars: number;
  readonly benefit_balance: number;
  readonly combined_balance_dollars: number;
  readonly reward_pending: number;
  readonly point_pending: number;
};

export type Redeem = {
  readonly id: number;
  readonly profile_id: string;
  readonly total: number;
  readonly currency: string;
  readonly currency_rate: number | null;
  readonly total_localised: number;
  readonly total_requested: number;
  readonly items: readonly {
    readonly type: "reward" | "point" | "benefit" | "credit";
    readonly value: number;
    readonly count: number;
  }[];
  readonly spread: readonly {
    readonly line: number;
    readonly amount: number;
  }[] | null;
  readonly balances: Balances;
  readonly location_id: number | null;
  readonly location: JoinedLocation | null;
  readonly transaction_external_id: string | null;
  readonly transaction_receipt_ref: string | null;
  readonly meta: unknown;
  readonly created_at: string;
  readonly updated_at: string;
};

export type Preview = {
  readonly id: null;
  readonly profile_id: string;
  readonly total: number;
  readonly currency: string;
  readonly currency_rate: number | null;
  readonly total_localised: number;
  readonly total_requested: number;
  readonly items: readonly {
    readonly type: "reward" | "point" | "benefit" | "credit";
    readonly value: number;
    readonly count: number;
  }[];
  readonly spread: readonly {
    readonly line: number;
    readonly amount: number;
  }[] | null;
  readonly balances: Balances;
  readonly location_id: number | null;
  readonly location: JoinedLocation | null;
  readonly transaction_external_id: string | null;
  readonly transaction_receipt_ref: string | null;
  readonly meta: unknown;
  readonly created_at: string;
  readonly updated_at: string;
};

export type Profile = {
  readonly first_name: string;
  readonly last_name: string;
  readonly full_name: string;
  readonly email: string | null;
  readonly statuses: readonly string[];
};

export type Item3 = {
  readonly id: number;
  readonly type: "reward" | "point" | "benefit" | "credit";
  readonly value: number;
  readonly count: number;
  readonly type_attributes: string;
  readonly created_at: string;
  readonly updated_at: string;
};

export type Reversal = {
  readonly id: number;
  readonly profile_id: string;
  readonly type: "redeem" | "reversal" | "return";
  readonly location_id: number | null;
  readonly staff_id: string | null;
  readonly was_frozen: boolean;
  readonly transaction_external_id: string | null;
  readonly transaction_receipt_ref: string | null;
  readonly created_at: string;
  readonly profile: Profile;
  readonly total: number;
  readonly currency: string;
  readonly currency_rate: number | null;
  readonly total_localised: number;
  readonly total_requested: number;
  readonly shortfall: number;
  readonly items: readonly Item3[];
  readonly meta: unknown;
  readonly redeem_at: string;
  readonly transaction_id: number | null;
  readonly updated_at: string;
  readonly balances: Balances;
};

export type Redemption = {
  readonly id: number;
  readonly profile_id: string;
  readonly type: "redeem" | "reversal" | "return";
  readonly location_id: number | null;
  readonly staff_id: string | null;
  readonly was_frozen: boolean;
  readonly transaction_external_id: string | null;
  readonly transaction_receipt_ref: string | null;
  readonly created_at: string;
  readonly profile: Profile;
  readonly total: number;
  readonly currency: string;
  readonly currency_rate: number | null;
  readonly total_localised: number;
  readonly total_requested: number;
  readonly shortfall: number;
  readonly items: readonly Item3[];
  readonly meta: unknown;
  readonly redeem_at: string;
  readonly transaction_id: number | null;
  readonly updated_at: string;
};

export type ProductVariant = {
  readonly id: number | null;
  readonly product_id: number | null;
  readonly sku: string | null;
  readonly external_id: unknown;
  readonly barcode: string | null;
  readonly web_url: string | null;
  readonly handle: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly brand: string | null;
  readonly category: string | null;
  readonly subcategory: string | null;
  readonly position: number;
  readonly price: number;
  readonly price_discounted: number | null;
  readonly price_comparison: number | null;
  readonly price_cost: number | null;
  readonly available_quantity: number | null;
  readonly images: readonly unknown[];
  readonly meta: unknown;
  readonly tags: readonly unknown[];
  readonly options: readonly unknown[];
  readonly created_at: string;
  readonly updated_at: string;
};

export type Item4 = {
  readonly id: number;
  readonly external_id: string | null;
  readonly name: string;
  readonly sku: string | null;
  readonly quantity: number;
  readonly price_current: number | null;
  readonly price_sell: number;
  readonly price_original: number | null;
  readonly price_tax: number | null;
  readonly barcode: unknown;
  readonly order_id: unknown;
  readonly product_variant_id: unknown;
  readonly variant_external_id: unknown;
  readonly is_void: unknown;
  readonly discounts: unknown;
  readonly department: unknown;
  readonly line_type: unknown;
  readonly meta: unknown;
  readonly transaction_id: number;
  readonly is_return: boolean;
  readonly price_margin: number | null;
  readonly product_images: readonly unknown[];
  readonly product: {
    readonly title: string;
    readonly department: string | null;
    readonly brand: string | null;
  };
  readonly product_id: number | null;
  readonly product_variant: ProductVariant;
  readonly pivot: readonly unknown[];
  readonly transaction: {
    readonly transacted_at: string;
    readonly receipt_ref: string | null;
    readonly external_id: string | null;
  };
  readonly created_at: string;
  readonly updated_at: string;
};

export type Definition = {
  readonly id: number;
  readonly handle: string;
  readonly name: string;
  readonly points: number;
};

export type Earned = {
  readonly points: number;
  readonly tier_points: number;
  readonly definitions: readonly Definition[];
  readonly budgets_reached: readonly {
    readonly type: "point" | "rate";
    readonly id: number;
    readonly name: string;
  }[];
};

export type TierPoint = {
  readonly id: null;
  readonly point_definition_id: number;
  readonly value: number;
  readonly accrued_at: string;
  readonly issued_at: string;
  readonly status: "active";
  readonly source_type: "transaction";
  readonly source_id: number;
};

export type Resend = {
  readonly id: number;
  readonly external_id: string | null;
  readonly profile_id: string | null;
  readonly location_id: number | null;
  readonly staff_id: string | null;
  readonly total: number;
  readonly total_original: number | null;
  readonly currency: string;
  readonly is_void: boolean;
  readonly transacted_at: string;
  readonly timezone: string;
  readonly receipt_ref: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly tags: unknown;
  readonly payments: unknown;
  readonly receipt_is_email: unknown;
  readonly receipt_email: unknown;
  readonly type: unknown;
  readonly status: unknown;
  readonly order_number: unknown;
  readonly need_action: unknown;
  readonly custom_fields: unknown;
  readonly meta: unknown;
  readonly profile: {
    readonly email: string | null;
  } | null;
  readonly location: JoinedLocation | null;
  readonly staff: JoinedStaff | null;
  readonly total_converted: number | null;
  readonly currency_id: null;
  readonly currency_rate: number | null;
  readonly currency_values: readonly unknown[];
  readonly rounding: number | null;
  readonly margin: number | null;
  readonly fees: number | null;
  readonly systems: unknown;
  readonly claimed_at: string | null;
  readonly deliver_at: string | null;
  readonly redemption_id: number | null;
  readonly linked_receipt_ref: string | null;
  readonly rate_code: unknown;
  readonly order_id: unknown;
  readonly external_order_id: unknown;
  readonly redemption: Redemption | null;
  readonly redemption_pays_for: number | null;
  readonly reversed_redemptions: readonly Redemption[];
  readonly no_original: boolean;
  readonly items: readonly Item4[];
  readonly earned: Earned;
  readonly tier_points: readonly TierPoint[];
};

export type NewReturn = {
  readonly amount?: number | string;
  readonly sale_total?: null | "" | number | string;
  readonly strategies?: readonly ("rewards" | "points" | "credits" | "benefits")[];
  readonly strict?: null | "" | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly currency?: null | "" | string;
  readonly benefits?: null | "" | readonly {
    readonly id?: number | string;
    readonly handle?: string | number;
    readonly quantity?: null | "" | number | string;
  }[];
  readonly location_id?: null | "" | number | string;
  readonly transaction_external_id?: null | string | number;
  readonly transaction_receipt_ref?: null | string | number;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type NewCard = {
  readonly credit_definition_id: number | string;
  readonly quantity?: number | string;
  readonly value?: null | "" | number | string;
  readonly batch?: null | string | number;
};

export type Card = {
  readonly id: number;
  readonly last_four: string;
  readonly status: "blank" | "active" | "released" | "void";
  readonly batch: string | null;
  readonly credit_definition_id: number;
  readonly creator_profile_id: string | null;
  readonly activated_at: string | null;
  readonly reverts_at: string | null;
  readonly lock_expires_at: string | null;
  readonly pin_blocked_until: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly value_remaining: number;
  readonly expires_at: string | null;
  readonly locked: boolean;
};

export type NewActivate = {
  readonly credit_number: string | number;
  readonly value?: null | "" | number | string;
  readonly location_id?: null | "" | number | string;
  readonly creator_profile_id?: null | "" | string;
  readonly currency?: null | "" | string;
};

export type Lookup = {
  readonly id: number;
  readonly last_four: string;
  readonly status: "blank" | "active" | "released" | "void";
  readonly batch: string | null;
  readonly credit_definition_id: number;
  readonly creator_profile_id: string | null;
  readonly activated_at: string | null;
  readonly reverts_at: string | null;
  readonly lock_expires_at: string | null;
  readonly pin_blocked_until: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly value_remaining: number;
  readonly expires_at: string | null;
  readonly locked: boolean;
  readonly lock_token: string | null;
};

export type NewLock = {
  readonly credit_number: string | number;
  readonly security_code?: null | "" | string | number;
  readonly lock_token?: null | string | number;
  readonly seconds?: number | string;
};

export type NewRedeem2 = {
  readonly credit_number: string | number;
  readonly security_code?: null | "" | string | number;
  readonly lock_token?: null | string | number;
  readonly amount: number | string;
  readonly basket_total?: null | "" | number | string;
  readonly items?: null | "" | readonly Item2[];
  readonly strict?: boolean;
  readonly currency?: null | "" | string;
  readonly location_id?: null | "" | number | string;
  readonly transaction_external_id?: null | string | number;
  readonly transaction_receipt_ref?: null | string | number;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type Void = {
  readonly id: number;
  readonly last_four: string;
  readonly status: "blank" | "active" | "released" | "void";
  readonly batch: string | null;
  readonly credit_definition_id: number;
  readonly creator_profile_id: string | null;
  readonly activated_at: string | null;
  readonly reverts_at: string | null;
  readonly lock_expires_at: string | null;
  readonly pin_blocked_until: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly value_remaining: number;
  readonly expires_at: string | null;
  readonly locked: boolean;
  readonly voided_value: number | null;
};

export type Definition2 = {
  readonly id: number;
  readonly version: number;
  readonly name: string;
  readonly handle: string;
  readonly value: number;
  readonly type: "gift_card" | "store_credit" | "refund" | "allowance" | "voucher" | "other";
  readonly max_value: number | null;
  readonly period: number | null;
  readonly period_type: "days" | "weeks" | "months" | "years" | "absolute_date" | "absolute_week" | "absolute_month";
  readonly absolute_expiry: string | null;
  readonly require_security_code: boolean;
  readonly security_code_type: "pin4" | "pin6";
  readonly is_assignable: boolean;
  readonly release_period: number | null;
  readonly release_period_type: "days" | "weeks" | "months" | "years";
  readonly is_releasable: boolean;
  readonly require_creator: boolean;
  readonly is_extendable: boolean;
  readonly extend_days: number | null;
  readonly is_published: boolean;
  readonly region_id: string | null;
  readonly statuses: readonly string[];
  readonly is_archived: boolean;
  readonly description: string | null;
  readonly short_description: string | null;
  readonly currency: unknown;
  readonly long_description: unknown;
  readonly terms_conditions: unknown;
  readonly internal_notes: unknown;
  readonly icon: unknown;
  readonly image_url: unknown;
  readonly primary_colour: unknown;
  readonly secondary_colour: unknown;
  readonly custom_fields: unknown;
  readonly tags: unknown;
  readonly meta: unknown;
  readonly created_at: string;
  readonly updated_at: string;
};

export type Lock = {
  readonly id: number;
  readonly profile_id: string;
  readonly issued_at: string;
  readonly expires_at: string | null;
  readonly source_type: string;
  readonly source_level: number | null;
  readonly source_transaction_id: number | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly is_expired: boolean;
  readonly description: unknown;
  readonly meta: unknown;
  readonly timezone: string;
  readonly value_initial: number;
  readonly value_remaining: number;
  readonly extended_at: string | null;
  readonly is_active: boolean;
  readonly released_at: string | null;
  readonly locked: boolean;
  readonly lock_expires_at: string | null;
  readonly definition: Definition2;
  readonly location_id: number | null;
  readonly staff_id: string | null;
  readonly creator_profile_id: unknown;
  readonly recipient_first_name: unknown;
  readonly recipient_email: unknown;
  readonly message: unknown;
  readonly source_id: string;
  readonly external_id: string | null;
  readonly lock_token: string | null;
};

export type Release = {
  readonly id: number;
  readonly profile_id: string;
  readonly issued_at: string;
  readonly expires_at: string | null;
  readonly source_type: string;
  readonly source_level: number | null;
  readonly source_transaction_id: number | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly is_expired: boolean;
  readonly description: unknown;
  readonly meta: unknown;
  readonly timezone: string;
  readonly value_initial: number;
  readonly value_remaining: number;
  readonly extended_at: string | null;
  readonly is_active: boolean;
  readonly released_at: string | null;
  readonly locked: boolean;
  readonly lock_expires_at: string | null;
  readonly definition: Definition2;
  readonly location_id: number | null;
  readonly staff_id: string | null;
  readonly creator_profile_id: unknown;
  readonly recipient_first_name: unknown;
  readonly recipient_email: unknown;
  readonly message: unknown;
  readonly source_id: string;
  readonly external_id: string | null;
};

export type GroupBy = {
  readonly by: string;
  readonly key: string | number | null;
  readonly type: string;
  readonly count: number;
  readonly total: number;
  readonly shortfall: number | null;
};

export type Export = {
  readonly id: number;
  readonly redemption_id: number;
  readonly redemption_type: "redeem" | "reversal" | "return";
  readonly redeem_at: string;
  readonly profile_id: string;
  readonly location_id: number | null;
  readonly transaction_external_id: string | null;
  readonly type: string;
  readonly definition_id: number | null;
  readonly definition_handle: string | null;
  readonly count: number;
  readonly value: number;
  readonly currency: string;
};

export type Row = {
  readonly type: "reward" | "point" | "benefit" | "credit";
  readonly definition_id: number | null;
  readonly definition_handle: string | null;
  readonly currency: string;
  readonly expiry_month: string | null;
  readonly opening: number;
  readonly issued: number;
  readonly returned: number;
  readonly redeemed: number;
  readonly adjusted: number;
  readonly shortfalls: number;
  readonly written_off: number;
  readonly expired: number;
  readonly closing: number;
  readonly opening_value: number;
  readonly issued_value: number;
  readonly returned_value: number;
  readonly redeemed_value: number;
  readonly adjusted_value: number;
  readonly shortfalls_value: number;
  readonly written_off_value: number;
  readonly breakage: number;
  readonly revaluation: number;
  readonly closing_value: number;
  readonly funder: string | null;
};

export type Liability = {
  readonly from: string;
  readonly to: string;
  readonly timezone: string;
  readonly as_at: string;
  readonly rows: readonly Row[];
};

export type CustomField2 = {
  readonly namespace: string | number;
  readonly handle: string | number;
  readonly name?: string | number;
  readonly type?: "string" | "integer" | "float" | "boolean" | "json" | "array";
  readonly value: unknown;
};

export type Payment = {
  readonly payment_code?: string | null;
  readonly tender_value: number | string;
  readonly id?: unknown;
  readonly web_order_number?: unknown;
  readonly paymenttype_id?: unknown;
  readonly payment_number?: unknown;
  readonly payment_gateway?: unknown;
  readonly payment_ref1?: unknown;
  readonly payment_ref2?: unknown;
  readonly payment_ref3?: unknown;
  readonly eftpos_cardtype?: unknown;
  readonly eftpos_stan?: unknown;
  readonly eftpos_authcode?: unknown;
  readonly eftpos_settlement?: unknown;
  readonly eftpos_reference?: unknown;
};

export type Item5 = {
  readonly name?: null | string | number;
  readonly quantity?: number | string;
  readonly price_sell?: number | string;
  readonly price_current?: null | "" | number | string;
  readonly price_original?: null | "" | number | string;
  readonly price_tax?: null | "" | number | string;
  readonly price_margin?: null | "" | number | string;
  readonly sku?: null | string | number;
  readonly product_variant_sku?: null | string | number;
  readonly barcode?: null | string | number;
  readonly external_id?: null | string | number;
  readonly variant_external_id?: null | string | number;
  readonly product_variant_id?: null | "" | number | string;
  readonly product_variant?: null | "" | {
    readonly sku?: null | string | number;
    readonly title?: null | string | number;
  };
  readonly order_id?: null | "" | number | string | string | number;
  readonly department?: null | string | number;
  readonly discounts?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly line_type?: null | "" | "goods" | "gift_card" | "shipping" | "fee";
  readonly is_void?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type NewCalculate = {
  readonly profile_id?: null | string | number;
  readonly profile_id_handle?: null | string | number;
  readonly external_id?: null | string | number;
  readonly location_id?: null | "" | number | string | number;
  readonly location_external_id?: null | string | number;
  readonly staff_id?: null | string | number;
  readonly total?: null | "" | number | string;
  readonly total_original?: null | "" | number | string;
  readonly rounding?: null | "" | number | string;
  readonly margin?: null | "" | number | string;
  readonly fees?: null | "" | number | string;
  readonly currency?: null | "" | string;
  readonly transacted_at?: null | "" | string;
  readonly deliver_at?: null | "" | string;
  readonly timezone?: null | "" | string;
  readonly receipt_ref?: null | string | number;
  readonly linked_receipt_ref?: null | string | number;
  readonly redemption_id?: null | "" | number | string;
  readonly is_void?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly systems?: readonly (string | number)[];
  readonly receipt_is_email?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly receipt_email?: null | string | number;
  readonly type?: null | string | number;
  readonly rate_code?: null | string | number;
  readonly status?: null | string | number;
  readonly order_number?: null | string | number;
  readonly need_action?: null | "" | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly order_id?: null | string | number;
  readonly external_order_id?: null | string | number;
  readonly tags?: readonly (string | number)[];
  readonly custom_fields?: null | "" | readonly CustomField2[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly payments?: null | "" | readonly (string | Payment)[];
  readonly items?: readonly Item5[];
  readonly price?: null | "" | number | string;
  readonly handle?: null | "" | string | number;
  readonly code?: null | string | number;
  readonly location?: null | "" | number | string | number;
  readonly region_id?: null | string | number;
  readonly country_iso_2?: null | "" | string;
  readonly tier_handle?: null | string | number;
};

export type Line = {
  readonly line: number | null;
  readonly name: string | null;
  readonly sku: string | null;
  readonly line_type: "goods" | "gift_card" | "shipping" | "fee";
  readonly amount: number;
  readonly points: number;
  readonly rate: number;
  readonly rate_id: number | null;
};

export type Rate = {
  readonly id: number;
  readonly name: string;
  readonly rate: number;
  readonly reason: "other_points" | "not_published" | "archived" | "not_started" | "ended" | "location" | "region" | "country" | "code" | "not_default" | "profile_conditions" | "budget_reached" | "product_conditions" | "outranked" | null;
};

export type Definition3 = {
  readonly id: number;
  readonly handle: string;
  readonly name: string;
  readonly points: number;
  readonly budget_reached: boolean;
  readonly lines: readonly Line[];
  readonly rates: readonly Rate[];
};

export type Achievement = {
  readonly definition_id: number;
  readonly handle: string;
  readonly name: string;
  readonly count: number;
  readonly current_score: number;
  readonly unlocked: readonly {
    readonly name: string;
    readonly display_number: number;
    readonly trigger: number;
  }[];
};

export type Calculate = {
  readonly total: number;
  readonly definitions: readonly Definition3[];
  readonly tiers: readonly {
    readonly kind: "achieved" | "lost" | "maintained" | "progressed" | "welcomed";
    readonly programme: string;
    readonly handle: string | null;
  }[];
  readonly achievements: readonly Achievement[];
};

export type Budget = {
  readonly counted_in: "money";
  readonly total?: null | "" | number | string;
  readonly per_profile?: null | "" | number | string;
  readonly when_reached?: "stop" | "warn";
};

export type Budget2 = {
  readonly counted_in: "issues";
  readonly total?: null | "" | number | string;
  readonly per_profile?: null | "" | number | string;
  readonly when_reached?: "stop" | "warn";
};

export type NewDryRun = {
  readonly name: string | number;
  readonly handle: string | number;
  readonly description?: null | string | number;
  readonly is_reassignable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly use?: "reward" | "tier";
  readonly decimals?: number | string;
  readonly earn_rate?: number | string;
  readonly exchange_rate?: number | string;
  readonly earns_on?: readonly ("goods" | "gift_card" | "shipping" | "fee")[];
  readonly earns_on_tax?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly earns_on_staff_sales?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly unearning_tenders?: readonly (string | number)[];
  readonly rate_priority?: "product" | "profile";
  readonly period?: null | "" | number | string;
  readonly period_type?: "days" | "weeks" | "months" | "years" | "absolute_date" | "absolute_week" | "absolute_month";
  readonly absolute_expiry?: null | "" | string;
  readonly return_debt_max?: null | "" | number | string;
  readonly issue_period?: null | "" | number | string;
  readonly issue_period_type?: null | "" | "hours" | "days" | "weeks" | "months" | "years";
  readonly region_id?: null | string | number;
  readonly statuses?: readonly (string | number)[];
  readonly is_archived?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly budget?: null | "" | Budget | Budget2;
  readonly funding?: readonly {
    readonly funder: string | number;
    readonly share: number | string;
  }[];
  readonly notes?: null | string | number;
  readonly issue_absolute_expiry?: null | string | number;
  readonly currency?: null | "" | string;
  readonly tags?: readonly (string | number)[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type Was = {
  readonly points: number;
  readonly value: number;
  readonly sales: number;
  readonly profiles: number;
};

export type DryRun = {
  readonly from: string;
  readonly to: string;
  readonly timezone: string;
  readonly handle: string;
  readonly sales: number;
  readonly was: Was;
  readonly would: Was;
};

export type NewDryRun2 = {
  readonly name: string | number;
  readonly handle: string | number;
  readonly rate: number | string;
  readonly priority?: number | string;
  readonly code?: null | string | number;
  readonly location_id?: null | "" | number | string;
  readonly region_id?: null | string | number;
  readonly country_iso_2?: null | "" | string;
  readonly profile_conditions?: unknown;
  readonly product_conditions?: unknown;
  readonly start_time?: null | "" | string;
  readonly end_time?: null | "" | string;
  readonly issue_period?: null | "" | number | string;
  readonly issue_period_type?: null | "" | "hours" | "days" | "weeks" | "months" | "years";
  readonly budget?: null | "" | Budget | Budget2;
  readonly funding?: readonly {
    readonly funder: string | number;
    readonly share: number | string;
  }[];
  readonly is_default?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_published?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_archived?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly type?: null | string | number;
  readonly issue_absolute_expiry?: null | string | number;
  readonly earn_instructions?: null | string | number;
  readonly internal_notes?: null | string | number;
  readonly tags?: readonly (string | number)[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type NewDryRun3 = {
  readonly name: string | number;
  readonly handle: string | number;
  readonly value_min: number | string;
  readonly value_maintain?: null | "" | number | string;
  readonly is_floor?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly disable_credit?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_assignable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_published?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly programme?: string | number;
  readonly region_id?: null | string | number;
  readonly welcome?: readonly {
    readonly type: "reward_definition" | "benefit_definition";
    readonly handle: string | number;
  }[];
  readonly description?: null | string | number;
  readonly short_description?: null | string | number;
  readonly long_description?: null | string | number;
  readonly terms_conditions?: null | string | number;
  readonly earn_instructions?: null | string | number;
  readonly internal_notes?: null | string | number;
  readonly icon?: null | string | number;
  readonly image_url?: null | string | number;
  readonly tags?: readonly (string | number)[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type Was2 = {
  readonly reached: number;
  readonly kept: number;
  readonly lost: number;
  readonly held: number;
  readonly welcome: {
    readonly rewards: number;
    readonly value: number;
    readonly benefits: number;
  };
};

export type Tier2 = {
  readonly handle: string;
  readonly name: string;
  readonly was: Was2;
  readonly would: Was2;
};

export type DryRun2 = {
  readonly from: string;
  readonly to: string;
  readonly timezone: string;
  readonly programme: string;
  readonly profiles: number;
  readonly tiers: readonly Tier2[];
};

export type Level = {
  readonly name: string | number;
  readonly display_number: number | string;
  readonly description?: null | string | number;
  readonly trigger: number | string;
  readonly repeats?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly repeat_interval?: null | "" | number | string;
  readonly allow_multiple_earn?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly meta?: null | "" | { readonly [name: string]: unknown };
};

export type NewDryRun4 = {
  readonly name: string | number;
  readonly handle: string | number;
  readonly levels: readonly Level[];
  readonly counts?: "nothing" | "sales" | "items" | "spend";
  readonly profile_conditions?: unknown;
  readonly product_conditions?: unknown;
  readonly starts_at?: null | "" | string;
  readonly ends_at?: null | "" | string;
  readonly period?: null | "" | "daily" | "weekly" | "fortnightly" | "monthly" | "yearly";
  readonly enable_annual_earn_cycle?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly timezone?: null | "" | string;
  readonly display_option?: "visible" | "hidden" | "mystery" | "internal";
  readonly display_level?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_published?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly description?: null | string | number;
  readonly short_description?: null | string | number;
  readonly region_id?: null | string | number;
  readonly statuses?: readonly (string | number)[];
  readonly is_archived?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly type?: null | string | number;
  readonly currency?: null | string | number;
  readonly long_description?: null | string | number;
  readonly terms_conditions?: null | string | number;
  readonly earn_instructions?: null | string | number;
  readonly internal_notes?: null | string | number;
  readonly icon?: null | string | number;
  readonly image_url?: null | string | number;
  readonly tags?: readonly (string | number)[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type Would = {
  readonly profiles: number;
  readonly times: number;
  readonly rewards: number;
  readonly value: number;
  readonly benefits: number;
};

export type Level2 = {
  readonly name: string;
  readonly trigger: number;
  readonly was: {
    readonly profiles: number;
  };
  readonly would: Would;
};

export type DryRun3 = {
  readonly from: string;
  readonly to: string;
  readonly timezone: string;
  readonly handle: string;
  readonly sales: number;
  readonly profiles: number;
  readonly levels: readonly Level2[];
};

export type NewDryRun5 = {
  readonly name: string | number;
  readonly handle: string | number;
  readonly value: number | string;
  readonly type: "activation" | "anniversary" | "birthday" | "bonus" | "campaign" | "customer-service" | "reactivation" | "spend" | "staff" | "system-adjustment" | "tier" | "achievement" | "status" | "points" | "referral" | "other";
  readonly max_value?: null | "" | number | string;
  readonly period?: null | "" | number | string;
  readonly period_type?: "days" | "weeks" | "months" | "years" | "absolute_date" | "absolute_week" | "absolute_month";
  readonly absolute_expiry?: null | "" | string;
  readonly description?: null | string | number;
  readonly short_description?: null | string | number;
  readonly is_assignable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_extendable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_reassignable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_published?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly extend_days?: null | "" | number | string;
  readonly point_price?: null | "" | number | string;
  readonly point_handle?: null | "" | string | number;
  readonly region_id?: null | string | number;
  readonly statuses?: readonly (string | number)[];
  readonly is_archived?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly budget?: null | "" | Budget | Budget2;
  readonly funding?: readonly {
    readonly funder: string | number;
    readonly share: number | string;
  }[];
  readonly currency?: null | "" | string;
  readonly long_description?: null | string | number;
  readonly terms_conditions?: null | string | number;
  readonly earn_instructions?: null | string | number;
  readonly internal_notes?: null | string | number;
  readonly icon?: null | string | number;
  readonly image_url?: null | string | number;
  readonly issue_target_id?: null | "" | number | string;
  readonly expiry_target_id?: null | "" | number | string;
  readonly extend_target_id?: null | "" | number | string;
  readonly notify_issue_offset?: null | "" | number | string;
  readonly notify_expiry_offset?: null | "" | number | string;
  readonly notify_schedule_offset?: null | "" | number | string;
  readonly notify_issue_offset_days?: null | "" | number | string;
  readonly notify_issue_offset_hour?: null | "" | number | string;
  readonly notify_remind_offset_days?: null | "" | number | string;
  readonly notify_remind_offset_hour?: null | "" | number | string;
  readonly notify_extend_offset_days?: null | "" | number | string;
  readonly notify_extend_offset_hour?: null | "" | number | string;
  readonly tags?: readonly (string | number)[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type Was3 = {
  readonly profiles: number;
  readonly times: number;
  readonly points: number;
  readonly value: number;
};

export type DryRun4 = {
  readonly from: string;
  readonly to: string;
  readonly timezone: string;
  readonly handle: string;
  readonly was: Was3;
  readonly would: Was3;
};

export type NewDryRun6 = {
  readonly name: string | number;
  readonly handle: string | number;
  readonly period: null | "" | number | string;
  readonly type?: "discount" | "value" | "competition" | "event" | "gift" | "voucher" | "bonus" | "other";
  readonly value?: null | "" | number | string;
  readonly period_type?: "days" | "weeks" | "months" | "years" | "absolute_date" | "absolute_week" | "absolute_month";
  readonly absolute_expiry?: null | "" | string;
  readonly end_at?: null | "" | string;
  readonly budget?: null | "" | Budget | Budget2;
  readonly funding?: readonly {
    readonly funder: string | number;
    readonly share: number | string;
  }[];
  readonly max_redemptions?: null | "" | number | string;
  readonly max_global_redemptions?: null | "" | number | string;
  readonly force_allocation?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_claimable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly claim_period_start_at?: null | "" | string;
  readonly claim_period_end_at?: null | "" | string;
  readonly is_reclaimable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly claim_condition?: unknown;
  readonly claim_timeframe?: unknown;
  readonly view_condition?: unknown;
  readonly is_assignable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_extendable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_reassignable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly allow_user_redeem?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_published?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly region_id?: null | string | number;
  readonly statuses?: readonly (string | number)[];
  readonly is_archived?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly description?: null | string | number;
  readonly short_description?: null | string | number;
  readonly currency?: null | "" | string;
  readonly long_description?: null | string | number;
  readonly terms_conditions?: null | string | number;
  readonly earn_instructions?: null | string | number;
  readonly redeem_instructions_store?: null | string | number;
  readonly redeem_instructions_online?: null | string | number;
  readonly internal_notes?: null | string | number;
  readonly redeem_code_pos?: null | string | number;
  readonly redeem_code_online?: null | string | number;
  readonly icon?: null | string | number;
  readonly image_url?: null | string | number;
  readonly issue_target_id?: null | string | number;
  readonly remind_target_id?: null | string | number;
  readonly extend_target_id?: null | string | number;
  readonly notify_schedule_offset?: null | "" | number | string;
  readonly notify_issue_offset_days?: null | "" | number | string;
  readonly notify_issue_offset_hour?: null | "" | number | string;
  readonly notify_remind_offset_days?: null | "" | number | string;
  readonly notify_remind_offset_hour?: null | "" | number | string;
  readonly notify_extend_offset_days?: null | "" | number | string;
  readonly notify_extend_offset_hour?: null | "" | number | string;
  readonly tags?: readonly (string | number)[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type DryRun5 = {
  readonly from: string;
  readonly to: string;
  readonly timezone: string;
  readonly handle: string;
  readonly was: {
    readonly profiles: number;
    readonly times: number;
  };
  readonly would: {
    readonly profiles: number;
    readonly times: number;
    readonly value: number;
  };
};

export type Outcome = {
  readonly status: "accepted" | "accepted_short" | "charged" | "refused" | "parked";
  readonly reason: "amount_not_positive" | "amount_too_large" | "account_frozen" | "basket_needed" | "over_sale_limits" | "insufficient_balance" | "too_many_an_hour" | "benefit_unknown" | "benefit_over" | "uses_exceeded" | "not_givable" | "reason_needed" | "over_goodwill" | "redemption_unknown" | "redemption_pays_for" | "redemption_returned" | "not_claimable" | "claim_not_started" | "claim_ended" | "not_eligible" | "not_now" | "already_claimed" | "none_left" | "list_unknown" | "list_not_allowed" | "list_full" | "item_reserved" | "product_unknown" | "connection_unknown" | "connection_step" | "receipt_in_future" | "receipt_too_old" | "receipt_taken" | "too_many_claims" | "too_many_wrong_claims" | "task_unknown" | "beyond_role" | "appointment_unknown" | "appointment_step" | "profile_unknown" | "profile_deleted" | "merged_elsewhere" | "duplicate_profile" | "invalid_details" | "staff_unknown" | "location_unknown" | "staff_foreign" | "location_foreign" | "profile_out_of_scope" | "over_floor_limits" | "online_only" | "unknown_kind" | "invalid_body" | "id_reused" | "sequence_taken" | null;
  readonly detail: string | null;
  readonly available: number | null;
  readonly shortfall: number | null;
  readonly was_clamped: boolean;
  readonly recorded_at: string;
};

export type Item6 = {
  readonly name: string | null;
  readonly sku: string | null;
  readonly amount: number;
  readonly points: number;
};

export type Rate2 = {
  readonly id: number | null;
  readonly version: number | null;
  readonly points: number;
  readonly items: readonly Item6[];
};

export type Source = {
  readonly type: string;
  readonly id: string;
  readonly version: number | null;
  readonly level: number | null;
  readonly transaction_id: number | null;
};

export type Entry = {
  readonly entry_id: string;
  readonly command_id: string;
  readonly kind: string;
  readonly type: "reward" | "point" | "benefit" | "credit";
  readonly amount: number;
  readonly value: number;
  readonly lot_id: string;
  readonly definition_id: number | null;
  readonly definition_version: number;
  readonly rates: readonly Rate2[];
  readonly source: Source;
  readonly reason: "goodwill" | "correction" | "dispute" | "promotion" | "migration" | null;
  readonly reference: string | null;
  readonly expires_at: string | null;
  readonly occurred_at: string;
  readonly recorded_at: string;
  readonly sentence: string;
};

export type Definition4 = {
  readonly id: number;
  readonly version: number;
  readonly kind: string;
  readonly name: string;
  readonly handle: string;
  readonly conditions: unknown;
};

export type Why = {
  readonly command_id: string;
  readonly profile_id: string | null;
  readonly outcome: Outcome | null;
  readonly sentence: string;
  readonly entries: readonly Entry[];
  readonly definitions: readonly Definition4[];
};

export type Earned2 = {
  readonly definition_id: number;
  readonly definition_version: number;
  readonly points: number;
  readonly rates: readonly Rate2[];
  readonly sentence: string;
};

export type Why2 = {
  readonly transaction_id: number;
  readonly profile_id: string | null;
  readonly sentence: string;
  readonly earned: readonly Earned2[];
  readonly entries: readonly Entry[];
  readonly definitions: readonly Definition4[];
};

export type Why3 = {
  readonly id: number;
  readonly profile_id: string;
  readonly type: "reward" | "point" | "benefit" | "credit";
  readonly amount: number;
  readonly sentence: string;
  readonly entries: readonly Entry[];
  readonly definitions: readonly Definition4[];
};

export type NewExtend = {
  readonly profile_id: string;
  readonly ids: readonly (number | string)[];
  readonly extend_days?: null | "" | number | string;
  readonly extend_date?: null | "" | string;
  readonly staff_id?: null | string | number;
  readonly reason?: null | "" | "goodwill" | "correction" | "dispute" | "promotion" | "migration";
  readonly reference?: null | "" | string | number;
};

export type Budget3 = {
  readonly counted_in: "money" | "issues";
  readonly total: number | null;
  readonly per_profile: number | null;
  readonly when_reached: "stop" | "warn";
  readonly used?: number;
  readonly left?: number | null;
};

export type Definition5 = {
  readonly id: number;
  readonly version: number;
  readonly name: string;
  readonly handle: string;
  readonly period: number | null;
  readonly type: "discount" | "value" | "competition" | "event" | "gift" | "voucher" | "bonus" | "other";
  readonly value: number | null;
  readonly period_type: "days" | "weeks" | "months" | "years" | "absolute_date" | "absolute_week" | "absolute_month";
  readonly absolute_expiry: string | null;
  readonly end_at: string | null;
  readonly budget: Budget3 | null;
  readonly funding: readonly {
    readonly funder: string;
    readonly share: number;
  }[];
  readonly max_redemptions: number | null;
  readonly max_global_redemptions: number | null;
  readonly force_allocation: boolean;
  readonly is_claimable: boolean;
  readonly claim_period_start_at: string | null;
  readonly claim_period_end_at: string | null;
  readonly is_reclaimable: boolean;
  readonly claim_condition: string | null;
  readonly claim_timeframe: string | null;
  readonly view_condition: string | null;
  readonly is_assignable: boolean;
  readonly is_extendable: boolean;
  readonly is_reassignable: boolean;
  readonly allow_user_redeem: boolean;
  readonly is_published: boolean;
  readonly region_id: string | null;
  readonly statuses: readonly string[];
  readonly is_archived: boolean;
  readonly description: string | null;
  readonly short_description: string | null;
  readonly currency: unknown;
  readonly long_description: unknown;
  readonly terms_conditions: unknown;
  readonly earn_instructions: unknown;
  readonly redeem_instructions_store: unknown;
  readonly redeem_instructions_online: unknown;
  readonly internal_notes: unknown;
  readonly redeem_code_pos: unknown;
  readonly redeem_code_online: unknown;
  readonly icon: unknown;
  readonly image_url: unknown;
  readonly issue_target_id: unknown;
  readonly remind_target_id: unknown;
  readonly extend_target_id: unknown;
  readonly notify_schedule_offset: unknown;
  readonly notify_issue_offset_days: unknown;
  readonly notify_issue_offset_hour: unknown;
  readonly notify_remind_offset_days: unknown;
  readonly notify_remind_offset_hour: unknown;
  readonly notify_extend_offset_days: unknown;
  readonly notify_extend_offset_hour: unknown;
  readonly tags: unknown;
  readonly meta: unknown;
  readonly created_at: string;
  readonly updated_at: string;
  readonly total_global_created: number | null;
  readonly total_global_redemptions: number | null;
  readonly total_global_redemptions_remaining: number | null;
  readonly total_allocations: number | null;
  readonly total_allocations_remaining: number | null;
};

export type Extend = {
  readonly id: number;
  readonly profile_id: string;
  readonly issued_at: string;
  readonly expires_at: string | null;
  readonly source_type: string;
  readonly source_level: number | null;
  readonly source_transaction_id: number | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly is_expired: boolean;
  readonly description: unknown;
  readonly meta: unknown;
  readonly external_id: string | null;
  readonly timezone: string;
  readonly claimed_at: string | null;
  readonly extended_at: string | null;
  readonly is_redeemable: boolean;
  readonly redemptions_remaining: number | null;
  readonly total_global_redemptions_remaining: number | null;
  readonly redeem_code_pos: string | null;
  readonly redeem_code_online: string | null;
  readonly value: number | null;
  readonly is_combined: null;
  readonly combine_meta: null;
  readonly definition: Definition5;
  readonly definition_version: number;
  readonly source_id: string;
};

export type AllocationsCount = {
  readonly all: number;
  readonly redeemed: number;
  readonly remaining: number;
  readonly group: {
    readonly redeemd: readonly {
      readonly value: number | null;
      readonly count: number;
    }[];
    readonly remaining: readonly {
      readonly value: number | null;
      readonly count: number;
    }[];
  };
};

export type Duplicate = {
  readonly id: number;
  readonly profile: SearchId;
  readonly score: number;
  readonly reasons: readonly ("same_mobile" | "same_phone" | "same_mailbox" | "same_first_name" | "similar_first_name" | "other_first_name" | "same_last_name" | "similar_last_name" | "other_last_name" | "same_birthday" | "other_birthday")[];
};

export type ProfileInfo = {
  readonly id?: string;
  readonly title?: string | null;
  readonly first_name?: string;
  readonly last_name?: string;
  readonly email?: string | null;
  readonly mobile_phone?: string | null;
  readonly secondary_phone?: string | null;
  readonly birth_day?: number | null;
  readonly birth_month?: number | null;
  readonly birth_year?: number | null;
  readonly gender?: string | null;
  readonly profile_type?: "active" | "incomplete" | "pending" | "temporary" | "dependant" | "system" | "deleted" | "depersonalised" | "purged" | "card";
  readonly joined_location_id?: number | null;
  readonly joined_staff_id?: string | null;
  readonly preferred_location_id?: number | null;
  readonly associate_id?: string | null;
  readonly tags?: readonly string[];
  readonly joined_at?: string | null;
  readonly created_at?: string;
  readonly updated_at?: string;
  readonly full_name?: string;
  readonly currency?: string | null;
  readonly mobile_phone_e164?: string | null;
  readonly mobile_phone_country?: string | null;
  readonly mobile_phone_national?: string | null;
  readonly mobile_phone_national_prefix?: string | null;
  readonly birth_date?: string | null;
  readonly birth_days?: number | null;
  readonly birth_days_past?: number | null;
  readonly next_birthday?: string | null;
  readonly company?: string | null;
  readonly occupation?: string | null;
  readonly avatar_url?: string | null;
  readonly preferred_staff_id?: string | null;
  readonly is_public?: boolean;
  readonly external_id?: string | null;
  readonly is_completed?: boolean;
  readonly joined_location?: JoinedLocation | null;
  readonly preferred_location?: JoinedLocation | null;
  readonly joined_staff?: JoinedStaff | null;
  readonly preferred_staff?: JoinedStaff | null;
  readonly identities?: readonly Identity[];
  readonly custom_fields?: readonly CustomField[];
  readonly meta?: unknown;
  readonly reward_balance?: number;
  readonly credit_balance?: number;
  readonly point_balance?: number;
  readonly point_balance_dollars?: number;
  readonly benefit_balance?: number;
  readonly combined_balance_dollars?: number;
  readonly reward_pending?: number;
  readonly point_pending?: number;
  readonly frozen_for?: "fraud" | "dispute" | "card_lost" | "customer_request" | "review" | null;
  readonly tier?: Tier | null;
  readonly tier_handle?: string | null;
  readonly statuses?: readonly string[];
  readonly statuses_original?: readonly string[];
  readonly attributes?: Attributes;
  readonly custom_attributes?: readonly CustomAttribute[];
  readonly address?: Address | null;
  readonly addresses?: readonly Address[];
  readonly region?: Region | null;
  readonly regions?: readonly Region[];
  readonly organisations?: readonly Organisation[];
};

export type Balance = {
  readonly reward_balance: number;
  readonly credit_balance: number;
  readonly point_balance: number;
  readonly point_balance_dollars: number;
  readonly benefit_balance: number;
  readonly combined_balance_dollars: number;
  readonly reward_pending: number;
  readonly point_pending: number;
  readonly frozen_for: "fraud" | "dispute" | "card_lost" | "customer_request" | "review" | null;
  readonly localised: {
    readonly reward_balance: number;
    readonly point_balance_dollars: number;
    readonly combined_balance_dollars: number;
  };
  readonly currency: {
    readonly from: string;
    readonly to: string;
    readonly rate: number;
  };
};

export type Lot = {
  readonly lot_id: string;
  readonly amount: number;
  readonly expires_at: string | null;
  readonly sentence: string;
  readonly entries: readonly Entry[];
};

export type Balance2 = {
  readonly type: "reward" | "point" | "benefit" | "credit";
  readonly definition_id: number | null;
  readonly amount: number;
  readonly value: number;
  readonly sentence: string;
  readonly lots_total: number;
  readonly lots: readonly Lot[];
};

export type Turn = {
  readonly kind: "reached" | "kept" | "lost";
  readonly on: string;
  readonly tier: {
    readonly id: number;
    readonly version: number;
    readonly name: string;
  };
  readonly to: {
    readonly id: number;
    readonly version: number;
    readonly name: string;
  } | null;
  readonly points: number | null;
  readonly credit: number | null;
  readonly progress: number | null;
  readonly sentence: string;
};

export type ByHand = {
  readonly id: number;
  readonly value: number;
  readonly issued_at: string;
  readonly reason: "goodwill" | "correction" | "dispute" | "promotion" | "migration" | null;
  readonly reference: string | null;
};

export type Programme = {
  readonly programme: string;
  readonly sentence: string;
  readonly current_tier: {
    readonly id: number;
    readonly version: number;
    readonly name: string;
  } | null;
  readonly turns: readonly Turn[];
  readonly days: readonly {
    readonly day: string;
    readonly gained: number;
    readonly lost: number;
  }[];
  readonly by_hand: readonly ByHand[];
  readonly assignments: readonly {
    readonly at: string;
    readonly tier_id: number;
  }[];
};

export type Level3 = {
  readonly display_number: number;
  readonly name: string;
  readonly trigger: number;
  readonly cycle: string | null;
  readonly unlocked_at: string;
  readonly sentence: string;
};

export type Transaction = {
  readonly transaction_id: number;
  readonly day: string;
  readonly count: number;
  readonly version: number;
};

export type ByHand2 = {
  readonly command_id: string;
  readonly day: string;
  readonly count: number;
  readonly version: number;
  readonly reason: "goodwill" | "correction" | "dispute" | "promotion" | "migration" | null;
  readonly reference: string | null;
};

export type Achievement2 = {
  readonly definition_id: number;
  readonly handle: string;
  readonly name: string;
  readonly score: number;
  readonly sentence: string;
  readonly levels: readonly Level3[];
  readonly transactions: readonly Transaction[];
  readonly by_hand: readonly ByHand2[];
};

export type ChangedVariant = {
  readonly sku?: null | string | number;
  readonly barcode?: null | string | number;
  readonly external_id?: null | string | number;
  readonly handle?: null | string | number;
  readonly title?: string | number;
  readonly description?: null | string | number;
  readonly web_url?: null | string | number;
  readonly position?: number | string;
  readonly price?: number | string;
  readonly price_discounted?: null | "" | number | string;
  readonly price_comparison?: null | "" | number | string;
  readonly price_cost?: null | "" | number | string;
  readonly available_quantity?: null | "" | number | string;
  readonly images?: readonly {
    readonly url: string | number;
    readonly sort_order?: number | string;
  }[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly tags?: readonly (string | number)[];
  readonly options?: readonly unknown[];
};

export type Product = {
  readonly id: number;
  readonly handle: string;
  readonly title: string;
  readonly external_id: string | null;
  readonly status: string;
  readonly brand: string | null;
  readonly department: string | null;
  readonly category: string | null;
  readonly subcategory: string | null;
  readonly description: string | null;
  readonly web_url: string | null;
  readonly position: number;
  readonly images: readonly unknown[];
  readonly systems: readonly string[];
  readonly channels: readonly unknown[];
  readonly tags: readonly string[];
  readonly options: readonly unknown[];
  readonly custom_fields: readonly CustomField[];
  readonly created_at: string;
  readonly updated_at: string;
  readonly currency: string;
  readonly variants: readonly ProductVariant[];
};

export type Reservation = {
  readonly id: number;
  readonly product_list_item_id: number;
  readonly profile_id: string | null;
  readonly external_profile_id: string | null;
  readonly quantity: number;
  readonly status: "pending" | "purchased" | "cancelled";
  readonly created_at: string;
  readonly updated_at: string;
};

export type Item7 = {
  readonly id: number;
  readonly product_id: number | null;
  readonly product_variant_id: number | null;
  readonly product_category_id: number | null;
  readonly custom_product: unknown;
  readonly quantity: number;
  readonly position: number | null;
  readonly status: string | null;
  readonly source: string | null;
  readonly external_id: string | null;
  readonly transaction_item_id: number | null;
  readonly location_id: number | null;
  readonly meta: unknown;
  readonly created_at: string;
  readonly updated_at: string;
  readonly product_list_id: number;
  readonly product_category: string | null;
  readonly product: Product | null;
  readonly product_variant: ProductVariant | null;
  readonly reserved_quantity: number;
  readonly location: JoinedLocation | null;
  readonly reservations: readonly Reservation[];
};

export type NewItem = {
  readonly product_id?: null | "" | number | string;
  readonly product_variant_id?: null | "" | number | string;
  readonly product_category_id?: null | "" | number | string;
  readonly custom_product?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly quantity?: number | string;
  readonly position?: null | "" | number | string;
  readonly status?: null | string | number;
  readonly source?: null | string | number;
  readonly external_id?: null | string | number;
  readonly transaction_item_id?: null | "" | number | string;
  readonly location_id?: null | "" | number | string;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly product_variant_sku?: null | string | number;
  readonly product_variant_barcode?: null | string | number;
};

export type Share = {
  readonly id: number;
  readonly code: string;
  readonly expires_at: string | null;
  readonly created_at: string;
};

export type Profile2 = {
  readonly id: number;
  readonly organisation_id: number;
  readonly profile_id: string;
  readonly role_definition: RoleDefinition | null;
  readonly starts_at: string;
  readonly expires_at: string | null;
  readonly is_active: boolean;
  readonly source: "hand" | "domain";
};

export type NewProfile = {
  readonly role_definition_id?: null | "" | number | string;
  readonly expires_at?: null | "" | string;
  readonly is_active?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly profile_id: string;
};

export type Profile3 = {
  readonly id: number;
  readonly location_id: number;
  readonly assignment_type: "staff" | "manager" | "profile";
  readonly role_type: "full_time" | "part_time" | "casual" | "other" | null;
  readonly is_default: boolean;
  readonly starts_at: string | null;
  readonly ends_at: string | null;
  readonly external_id: string | null;
  readonly profile_external_id: string | null;
  readonly sort_order: number;
  readonly notes: string | null;
  readonly meta: unknown;
  readonly excluded_service_handles: readonly string[];
  readonly created_at: string;
  readonly updated_at: string;
  readonly profile_id: string;
  readonly is_active: boolean;
};

export type NewProfile2 = {
  readonly role_type?: null | "" | "full_time" | "part_time" | "casual" | "other";
  readonly is_default?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly starts_at?: null | "" | string;
  readonly ends_at?: null | "" | string;
  readonly external_id?: null | string | number;
  readonly profile_external_id?: null | string | number;
  readonly sort_order?: number | string;
  readonly notes?: null | string | number;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly excluded_service_handles?: readonly (string | number)[];
  readonly is_active?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly profile_id: string;
  readonly assignment_type: "staff" | "manager" | "profile";
};

export type ChangedProfile = {
  readonly role_type?: null | "" | "full_time" | "part_time" | "casual" | "other";
  readonly is_default?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly starts_at?: null | "" | string;
  readonly ends_at?: null | "" | string;
  readonly external_id?: null | string | number;
  readonly profile_external_id?: null | string | number;
  readonly sort_order?: number | string;
  readonly notes?: null | string | number;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly excluded_service_handles?: readonly (string | number)[];
  readonly is_active?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
};

export type Identity2 = {
  readonly identifier: string | number;
  readonly is_primary?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_active?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly handle: string | number;
};

export type Address2 = {
  readonly address_line_1?: string | number;
  readonly address_line_2?: null | string | number;
  readonly address_line_3?: null | string | number;
  readonly company?: null | string | number;
  readonly city?: string | number;
  readonly state?: null | string | number;
  readonly postcode?: null | string | number;
  readonly country?: string | number;
  readonly iso?: null | string | number;
  readonly iso_state?: null | string | number;
  readonly latitude?: null | string | number;
  readonly longitude?: null | string | number;
  readonly name?: null | string | number;
  readonly type?: null | string | number;
  readonly phone?: null | string | number;
  readonly notes?: null | string | number;
  readonly external_id?: null | string | number;
  readonly is_default?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly id?: null | "" | number | string;
};

export type Comms2 = {
  readonly email_optout?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly email_bounced?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly email_promo?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly email_discover?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly email_benefits?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly email_reminders?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly email_account?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly email_bookings?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly email_feedback?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly email_location?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly email_service?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly sms_optout?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly sms_bounced?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly sms_promo?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly sms_discover?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly sms_benefits?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly sms_reminders?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly sms_account?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly sms_bookings?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly sms_feedback?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly sms_location?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly sms_service?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly push_optout?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly push_bounced?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly push_promo?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly push_discover?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly push_benefits?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly push_reminders?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly push_account?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly push_bookings?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly push_feedback?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly push_location?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly push_service?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly phone_optout?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly phone_bounced?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly phone_promo?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly phone_discover?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly phone_benefits?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly phone_reminders?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly phone_account?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly phone_bookings?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly phone_feedback?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly phone_location?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly phone_service?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly post_optout?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly post_bounced?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly post_promo?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly post_discover?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly post_benefits?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly post_reminders?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly post_account?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly post_bookings?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly post_feedback?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly post_location?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly post_service?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly email_verification?: "sent" | "not_sent";
  readonly sms_verification?: "sent" | "not_sent";
  readonly phone_verification?: "sent" | "not_sent";
  readonly post_verification?: "sent" | "not_sent";
  readonly terms_accepted_at?: null | boolean | string | number;
  readonly terms_accepted_version?: null | boolean | string | number;
};

export type Appearance2 = {
  readonly hair_colour?: null | string | number;
  readonly hair_length?: null | string | number;
  readonly brow_colour?: null | string | number;
  readonly eye_colour?: null | string | number;
  readonly shape_body?: null | string | number;
  readonly shape_face?: null | string | number;
  readonly skin_type?: null | string | number;
  readonly size_cup?: null | string | number;
  readonly size_hat?: null | string | number;
  readonly size_formal_jacket?: null | string | number;
  readonly size_formal_jacket_length?: null | string | number;
  readonly size_formal_shirt?: null | string | number;
  readonly size_formal_shirt_fit?: null | string | number;
  readonly size_formal_trouser?: null | string | number;
  readonly size_formal_trouser_drop?: null | string | number;
  readonly size_formal_trouser_leg?: null | string | number;
  readonly size_jacket?: null | string | number;
  readonly size_pant?: null | string | number;
  readonly size_shoe?: null | string | number;
  readonly size_type_age?: null | string | number;
  readonly size_type_region?: null | string | number;
  readonly size_top?: null | string | number;
  readonly size_gloves?: null | string | number;
  readonly size_swimwear_top?: null | string | number;
  readonly size_swimwear_bottom?: null | string | number;
  readonly size_swimwear_cup?: null | string | number;
  readonly size_dress?: null | string | number;
  readonly measurement_arm?: null | string | number;
  readonly measurement_arm_inside?: null | string | number;
  readonly measurement_bust?: null | string | number;
  readonly measurement_chest?: null | string | number;
  readonly measurement_foot_length?: null | string | number;
  readonly measurement_head?: null | string | number;
  readonly measurement_height?: null | string | number;
  readonly measurement_hip?: null | string | number;
  readonly measurement_leg_inside?: null | string | number;
  readonly measurement_leg_outside?: null | string | number;
  readonly measurement_neck?: null | string | number;
  readonly measurement_neck_to_wrist?: null | string | number;
  readonly measurement_shoulders?: null | string | number;
  readonly measurement_waist?: null | string | number;
  readonly measurement_weight?: null | string | number;
  readonly measurement_hand_right_thumb?: null | string | number;
  readonly measurement_hand_right_index?: null | string | number;
  readonly measurement_hand_right_middle?: null | string | number;
  readonly measurement_hand_right_ring?: null | string | number;
  readonly measurement_hand_right_pinky?: null | string | number;
  readonly measurement_hand_left_thumb?: null | string | number;
  readonly measurement_hand_left_index?: null | string | number;
  readonly measurement_hand_left_middle?: null | string | number;
  readonly measurement_hand_left_ring?: null | string | number;
  readonly measurement_hand_left_pinky?: null | string | number;
  readonly measurement_ear_helix?: null | string | number;
  readonly measurement_ear_forward_helix?: null | string | number;
  readonly measurement_ear_flat?: null | string | number;
  readonly measurement_ear_conch?: null | string | number;
  readonly measurement_ear_tragus?: null | string | number;
  readonly measurement_ear_lobe?: null | string | number;
};

export type Date3 = {
  readonly id?: null | "" | number | string;
  readonly type?: null | string | number;
  readonly date?: string;
  readonly is_recurring?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly recurring_schedule?: null | string | number;
  readonly name?: null | string | number;
  readonly handle?: null | string | number;
  readonly relationship?: null | string | number;
  readonly description?: null | string | number;
  readonly note?: null | string | number;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type Attributes2 = {
  readonly comms?: Comms2;
  readonly appearance?: Appearance2;
  readonly custom?: { readonly [name: string]: { readonly [name: string]: unknown } };
  readonly dates?: readonly Date3[];
};

export type CustomAttribute2 = {
  readonly namespace: string | number;
  readonly handle: string | number;
  readonly type: "string" | "integer" | "float" | "boolean" | "json" | "array";
  readonly value: unknown;
};

export type Region2 = {
  readonly country?: null | "" | string;
  readonly state?: null | string | number;
  readonly is_active?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly region_id?: number | string;
  readonly id?: number | string;
};

export type Organisation2 = {
  readonly role_definition_id?: null | "" | number | string;
  readonly expires_at?: null | "" | string;
  readonly is_active?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly organisation_id?: number | string;
  readonly id?: number | string;
};

export type NewProfile3 = {
  readonly title?: null | string | number;
  readonly first_name?: null | string | number;
  readonly last_name?: null | string | number;
  readonly email?: null | string | number;
  readonly mobile_phone?: null | string | number;
  readonly secondary_phone?: null | string | number;
  readonly birth_day?: null | "" | number | string;
  readonly birth_month?: null | "" | number | string;
  readonly birth_year?: null | "" | number | string;
  readonly gender?: null | "" | "male" | "female" | "withheld" | "witheld" | "other";
  readonly profile_type?: "active" | "incomplete" | "pending" | "temporary" | "dependant" | "system";
  readonly joined_location_id?: null | "" | number | string;
  readonly joined_staff_id?: null | "" | string;
  readonly preferred_location_id?: null | "" | number | string;
  readonly associate_id?: null | "" | string;
  readonly tags?: readonly (string | number)[];
  readonly birth_date?: null | "" | string;
  readonly statuses?: readonly (string | number)[];
  readonly joined_at?: null | "" | string;
  readonly joined_location_external_id?: null | string | number;
  readonly joined_location_external_code?: null | string | number;
  readonly preferred_location_external_id?: null | string | number;
  readonly preferred_location_external_code?: null | string | number;
  readonly identities?: readonly Identity2[];
  readonly address?: null | "" | Address2;
  readonly addresses?: readonly Address2[];
  readonly attributes?: Attributes2;
  readonly appearance_attributes?: Appearance2;
  readonly comms_attributes?: Comms2;
  readonly custom_attributes?: readonly CustomAttribute2[];
  readonly dates_attributes?: readonly Date3[];
  readonly regions?: readonly Region2[];
  readonly organisations?: readonly Organisation2[];
  readonly company?: null | string | number;
  readonly occupation?: null | string | number;
  readonly avatar_url?: null | string | number;
  readonly currency?: null | "" | string;
  readonly preferred_staff_id?: null | "" | string;
  readonly is_public?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly custom_fields?: readonly CustomField2[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type Duplicate2 = {
  readonly id: number;
  readonly profile: SearchId;
  readonly other_profile: SearchId;
  readonly score: number;
  readonly reasons: readonly ("same_mobile" | "same_phone" | "same_mailbox" | "same_first_name" | "similar_first_name" | "other_first_name" | "same_last_name" | "similar_last_name" | "other_last_name" | "same_birthday" | "other_birthday")[];
  readonly is_dismissed: boolean;
  readonly dismissed_at: string | null;
  readonly dismissed_by: string | null;
  readonly created_at: string;
  readonly updated_at: string;
};

export type Batch = {
  readonly id: number;
  readonly entity_type: "profile";
  readonly match_criteria: string;
  readonly status: "pending" | "success" | "failed";
  readonly total_count: number;
  readonly processed_count: number;
  readonly success_count: number;
  readonly failed_count: number;
  readonly created_at: string;
  readonly updated_at: string;
};

export type Import = {
  readonly id: number;
  readonly handler: "omneo:profile";
  readonly name: string | null;
  readonly match_criteria: string;
  readonly status: "PENDING" | "PROCESSING" | "SUCCESS" | "FAILED";
  readonly count: number;
  readonly failed_count: number;
  readonly progress: number;
  readonly batch_count: number;
  readonly total_batch_count: number | null;
  readonly meta: unknown;
  readonly created_at: string;
  readonly updated_at: string;
};

export type NewImport = {
  readonly handler: "omneo:profile";
  readonly name?: null | string | number;
  readonly match_criteria: string | number;
  readonly total_batch_count?: null | "" | number | string;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type Identity3 = {
  readonly id: number;
  readonly merged_from: string | null;
  readonly profile_id: string;
  readonly handle: string;
  readonly identifier: string;
  readonly is_primary: boolean;
  readonly is_active: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  readonly profile?: SearchId;
};

export type Definition6 = {
  readonly id: number;
  readonly version: number;
  readonly name: string;
  readonly handle: string;
  readonly value: number;
  readonly type: "activation" | "anniversary" | "birthday" | "bonus" | "campaign" | "customer-service" | "reactivation" | "spend" | "staff" | "system-adjustment" | "tier" | "achievement" | "status" | "points" | "referral" | "other";
  readonly max_value: number | null;
  readonly period: number | null;
  readonly period_type: "days" | "weeks" | "months" | "years" | "absolute_date" | "absolute_week" | "absolute_month";
  readonly absolute_expiry: string | null;
  readonly description: string | null;
  readonly short_description: string | null;
  readonly is_assignable: boolean;
  readonly is_extendable: boolean;
  readonly is_reassignable: boolean;
  readonly is_published: boolean;
  readonly extend_days: number | null;
  readonly point_price: number | null;
  readonly point_handle: string | null;
  readonly region_id: string | null;
  readonly statuses: readonly string[];
  readonly is_archived: boolean;
  readonly budget: Budget3 | null;
  readonly funding: readonly {
    readonly funder: string;
    readonly share: number;
  }[];
  readonly currency: unknown;
  readonly long_description: unknown;
  readonly terms_conditions: unknown;
  readonly earn_instructions: unknown;
  readonly internal_notes: unknown;
  readonly icon: unknown;
  readonly image_url: unknown;
  readonly issue_target_id: unknown;
  readonly expiry_target_id: unknown;
  readonly extend_target_id: unknown;
  readonly notify_issue_offset: unknown;
  readonly notify_expiry_offset: unknown;
  readonly notify_schedule_offset: unknown;
  readonly notify_issue_offset_days: unknown;
  readonly notify_issue_offset_hour: unknown;
  readonly notify_remind_offset_days: unknown;
  readonly notify_remind_offset_hour: unknown;
  readonly notify_extend_offset_days: unknown;
  readonly notify_extend_offset_hour: unknown;
  readonly tags: unknown;
  readonly meta: unknown;
  readonly created_at: string;
  readonly updated_at: string;
};

export type Reward = {
  readonly id: number;
  readonly profile_id: string;
  readonly issued_at: string;
  readonly expires_at: string | null;
  readonly source_type: string;
  readonly source_level: number | null;
  readonly source_transaction_id: number | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly is_expired: boolean;
  readonly description: unknown;
  readonly meta: unknown;
  readonly timezone: string;
  readonly value_initial: number;
  readonly value_remaining: number;
  readonly issued_local_at: string;
  readonly expires_local_at: string | null;
  readonly extended_at: string | null;
  readonly is_active: boolean;
  readonly has_notified_issue: boolean;
  readonly has_notified_expiry: boolean;
  readonly has_notified_extend: boolean;
  readonly notify_issue_at: null;
  readonly notify_expiry_at: null;
  readonly definition: Definition6;
  readonly source_id: string;
  readonly external_id: string | null;
  readonly code: string | null;
};

export type NewReward = {
  readonly profile_id: string;
  readonly reward_definition_id?: number | string;
  readonly reward_definition_handle?: string | number;
  readonly value_initial?: null | "" | number | string;
  readonly value_remaining?: null | "" | number | string;
  readonly issued_at?: null | "" | string;
  readonly expires_at?: null | "" | string;
  readonly timezone?: null | "" | string;
  readonly external_id?: null | string | number;
  readonly description?: null | string | number;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly staff_id?: null | string | number;
  readonly reason?: null | "" | "goodwill" | "correction" | "dispute" | "promotion" | "migration";
  readonly reference?: null | "" | string | number;
};

export type ChangedReward = {
  readonly value_initial?: number | string;
  readonly value_remaining?: number | string;
  readonly expires_at?: null | "" | string;
  readonly description?: null | string | number;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly staff_id?: null | string | number;
  readonly reason?: null | "" | "goodwill" | "correction" | "dispute" | "promotion" | "migration";
  readonly reference?: null | "" | string | number;
};

export type NewTake = {
  readonly profile_id: string;
  readonly point_definition_id?: number | string;
  readonly point_definition_handle?: string | number;
  readonly value: number | string;
  readonly staff_id?: null | string | number;
  readonly reason?: null | "" | "goodwill" | "correction" | "dispute" | "promotion" | "migration";
  readonly reference?: null | "" | string | number;
};

export type Definition7 = {
  readonly id: number;
  readonly version: number;
  readonly name: string;
  readonly handle: string;
  readonly description: string | null;
  readonly is_reassignable: boolean;
  readonly use: "reward" | "tier";
  readonly decimals: number;
  readonly earn_rate: number;
  readonly exchange_rate: number;
  readonly earns_on: readonly string[];
  readonly earns_on_tax: boolean;
  readonly earns_on_staff_sales: boolean;
  readonly unearning_tenders: readonly string[];
  readonly rate_priority: string;
  readonly period: number | null;
  readonly period_type: "days" | "weeks" | "months" | "years" | "absolute_date" | "absolute_week" | "absolute_month";
  readonly absolute_expiry: string | null;
  readonly return_debt_max: number | null;
  readonly issue_period: number | null;
  readonly issue_period_type: "hours" | "days" | "weeks" | "months" | "years";
  readonly region_id: string | null;
  readonly statuses: readonly string[];
  readonly is_archived: boolean;
  readonly budget: Budget3 | null;
  readonly funding: readonly {
    readonly funder: string;
    readonly share: number;
  }[];
  readonly notes: unknown;
  readonly issue_absolute_expiry: unknown;
  readonly currency: unknown;
  readonly tags: unknown;
  readonly meta: unknown;
  readonly created_at: string;
  readonly updated_at: string;
};

export type Take = {
  readonly id: number;
  readonly profile_id: string;
  readonly issued_at: string;
  readonly expires_at: string | null;
  readonly source_type: string;
  readonly source_level: number | null;
  readonly source_transaction_id: number | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly is_expired: boolean;
  readonly description: unknown;
  readonly meta: unknown;
  readonly linked_profile_id: null;
  readonly value_initial: number;
  readonly value_remaining: number;
  readonly accrued_at: string;
  readonly status: "pending" | "active";
  readonly rate: number | null;
  readonly definition: Definition7;
  readonly source: {
    readonly id: string;
  };
  readonly joined_into: number | null;
  readonly code: string | null;
};

export type NewPoint = {
  readonly profile_id: string;
  readonly point_definition_id?: number | string;
  readonly point_definition_handle?: string | number;
  readonly value_initial: number | string;
  readonly value_remaining?: null | "" | number | string;
  readonly accrued_at?: null | "" | string;
  readonly issued_at?: null | "" | string;
  readonly expires_at?: null | "" | string;
  readonly description?: null | string | number;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly staff_id?: null | string | number;
  readonly reason?: null | "" | "goodwill" | "correction" | "dispute" | "promotion" | "migration";
  readonly reference?: null | "" | string | number;
};

export type TierPoint2 = {
  readonly id: number;
  readonly profile_id: string;
  readonly point_definition_id: number;
  readonly value: number;
  readonly accrued_at: string;
  readonly issued_at: string;
  readonly status: "pending" | "active";
  readonly source_type: "api";
  readonly source_id: null;
  readonly source: null;
  readonly reason: "goodwill" | "correction" | "dispute" | "promotion" | "migration" | null;
  readonly reference: string | null;
  readonly meta: unknown;
  readonly created_at: string;
  readonly updated_at: string;
};

export type NewTierPoint = {
  readonly profile_id: string;
  readonly point_definition_id: number | string;
  readonly value: number | string;
  readonly accrued_at?: null | "" | string;
  readonly issued_at?: null | "" | string;
  readonly reason?: null | "" | "goodwill" | "correction" | "dispute" | "promotion" | "migration";
  readonly reference?: null | "" | string | number;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly staff_id?: null | string | number;
};

export type ChangedTierPoint = {
  readonly value?: number | string;
  readonly accrued_at?: null | "" | string;
  readonly issued_at?: null | "" | string;
  readonly reason?: null | "" | "goodwill" | "correction" | "dispute" | "promotion" | "migration";
  readonly reference?: null | "" | string | number;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly staff_id?: null | string | number;
};

export type NewBenefit = {
  readonly profile_id: string;
  readonly benefit_definition_id?: number | string;
  readonly benefit_definition_handle?: string | number;
  readonly issued_at?: null | "" | string;
  readonly expires_at?: null | "" | string;
  readonly timezone?: null | "" | string;
  readonly external_id?: null | string | number;
  readonly description?: null | string | number;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly staff_id?: null | string | number;
  readonly reason?: null | "" | "goodwill" | "correction" | "dispute" | "promotion" | "migration";
  readonly reference?: null | "" | string | number;
};

export type ChangedBenefit = {
  readonly redemptions_remaining?: null | "" | number | string;
  readonly expires_at?: null | "" | string;
  readonly description?: null | string | number;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly staff_id?: null | string | number;
  readonly reason?: null | "" | "goodwill" | "correction" | "dispute" | "promotion" | "migration";
  readonly reference?: null | "" | string | number;
};

export type Allocation = {
  readonly id: number;
  readonly code: string;
  readonly name: string | null;
  readonly value: number | null;
  readonly definition_type: "benefit_definition" | "reward_definition" | "point_definition";
  readonly definition_id: number;
  readonly valid_from: string | null;
  readonly valid_to: string | null;
  readonly allocated_at: string | null;
  readonly allocated_type: "benefit" | "reward" | "point" | null;
  readonly allocated_id: number | null;
  readonly profile_id: string | null;
  readonly external_id: string | null;
  readonly meta: unknown;
  readonly created_at: string;
  readonly updated_at: string;
};

export type Allocation2 = {
  readonly code: string | number;
  readonly name?: null | string | number;
  readonly value?: null | "" | number | string;
  readonly valid_from?: null | "" | string;
  readonly valid_to?: null | "" | string;
  readonly external_id?: null | string | number;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type PrizeDraw = {
  readonly id: number;
  readonly benefit_definition_id: number;
  readonly entrants: "held" | "used" | "claimed";
  readonly total_entrants: number;
  readonly entrants_hash: string;
  readonly seed: string;
  readonly winners: readonly {
    readonly position: number;
    readonly profile_id: string;
  }[];
  readonly drawn_at: string;
  readonly meta: unknown;
  readonly created_at: string;
  readonly updated_at: string;
};

export type NewPrizeDraw = {
  readonly benefit_definition_id: number | string;
  readonly entrants: "held" | "used" | "claimed";
  readonly winners: number | string;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type NewCredit = {
  readonly profile_id: string;
  readonly credit_definition_id?: number | string;
  readonly credit_definition_handle?: string | number;
  readonly value_initial?: null | "" | number | string;
  readonly value_remaining?: null | "" | number | string;
  readonly issued_at?: null | "" | string;
  readonly expires_at?: null | "" | string;
  readonly timezone?: null | "" | string;
  readonly external_id?: null | string | number;
  readonly description?: null | string | number;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly staff_id?: null | string | number;
  readonly reason?: null | "" | "goodwill" | "correction" | "dispute" | "promotion" | "migration";
  readonly reference?: null | "" | string | number;
  readonly location_id?: null | "" | number | string;
  readonly creator_profile_id?: null | "" | string;
  readonly recipient_first_name?: null | string | number;
  readonly recipient_email?: null | string | number;
  readonly message?: null | string | number;
};

export type Item8 = {
  readonly id: number;
  readonly type: "reward" | "point" | "benefit" | "credit";
  readonly value: number;
  readonly count: number;
  readonly type_attributes: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly redemption_id: number;
  readonly redemption_type: "redeem" | "reversal" | "return";
  readonly profile_id: string;
  readonly definition_id: number | null;
  readonly location_id: number | null;
  readonly transaction_external_id: string | null;
  readonly redeem_at: string;
};

export type ChangedDefinition = {
  readonly name?: string | number;
  readonly handle?: string | number;
  readonly value?: number | string;
  readonly type?: "activation" | "anniversary" | "birthday" | "bonus" | "campaign" | "customer-service" | "reactivation" | "spend" | "staff" | "system-adjustment" | "tier" | "achievement" | "status" | "points" | "referral" | "other";
  readonly max_value?: null | "" | number | string;
  readonly period?: null | "" | number | string;
  readonly period_type?: "days" | "weeks" | "months" | "years" | "absolute_date" | "absolute_week" | "absolute_month";
  readonly absolute_expiry?: null | "" | string;
  readonly description?: null | string | number;
  readonly short_description?: null | string | number;
  readonly is_assignable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_extendable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_reassignable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_published?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly extend_days?: null | "" | number | string;
  readonly point_price?: null | "" | number | string;
  readonly point_handle?: null | "" | string | number;
  readonly region_id?: null | string | number;
  readonly statuses?: readonly (string | number)[];
  readonly is_archived?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly budget?: null | "" | Budget | Budget2;
  readonly funding?: readonly {
    readonly funder: string | number;
    readonly share: number | string;
  }[];
  readonly currency?: null | "" | string;
  readonly long_description?: null | string | number;
  readonly terms_conditions?: null | string | number;
  readonly earn_instructions?: null | string | number;
  readonly internal_notes?: null | string | number;
  readonly icon?: null | string | number;
  readonly image_url?: null | string | number;
  readonly issue_target_id?: null | "" | number | string;
  readonly expiry_target_id?: null | "" | number | string;
  readonly extend_target_id?: null | "" | number | string;
  readonly notify_issue_offset?: null | "" | number | string;
  readonly notify_expiry_offset?: null | "" | number | string;
  readonly notify_schedule_offset?: null | "" | number | string;
  readonly notify_issue_offset_days?: null | "" | number | string;
  readonly notify_issue_offset_hour?: null | "" | number | string;
  readonly notify_remind_offset_days?: null | "" | number | string;
  readonly notify_remind_offset_hour?: null | "" | number | string;
  readonly notify_extend_offset_days?: null | "" | number | string;
  readonly notify_extend_offset_hour?: null | "" | number | string;
  readonly tags?: readonly (string | number)[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type ChangedDefinition2 = {
  readonly name?: string | number;
  readonly handle?: string | number;
  readonly description?: null | string | number;
  readonly is_reassignable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly use?: "reward" | "tier";
  readonly decimals?: number | string;
  readonly earn_rate?: number | string;
  readonly exchange_rate?: number | string;
  readonly earns_on?: readonly ("goods" | "gift_card" | "shipping" | "fee")[];
  readonly earns_on_tax?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly earns_on_staff_sales?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly unearning_tenders?: readonly (string | number)[];
  readonly rate_priority?: "product" | "profile";
  readonly period?: null | "" | number | string;
  readonly period_type?: "days" | "weeks" | "months" | "years" | "absolute_date" | "absolute_week" | "absolute_month";
  readonly absolute_expiry?: null | "" | string;
  readonly return_debt_max?: null | "" | number | string;
  readonly issue_period?: null | "" | number | string;
  readonly issue_period_type?: null | "" | "hours" | "days" | "weeks" | "months" | "years";
  readonly region_id?: null | string | number;
  readonly statuses?: readonly (string | number)[];
  readonly is_archived?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly budget?: null | "" | Budget | Budget2;
  readonly funding?: readonly {
    readonly funder: string | number;
    readonly share: number | string;
  }[];
  readonly notes?: null | string | number;
  readonly issue_absolute_expiry?: null | string | number;
  readonly currency?: null | "" | string;
  readonly tags?: readonly (string | number)[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type Rate3 = {
  readonly id: number;
  readonly version: number;
  readonly name: string;
  readonly handle: string;
  readonly rate: number;
  readonly priority: number;
  readonly code: string | null;
  readonly location_id: number | null;
  readonly region_id: string | null;
  readonly country_iso_2: string | null;
  readonly profile_conditions: unknown;
  readonly product_conditions: unknown;
  readonly start_time: string | null;
  readonly end_time: string | null;
  readonly issue_period: number | null;
  readonly issue_period_type: "hours" | "days" | "weeks" | "months" | "years";
  readonly budget: Budget3 | null;
  readonly funding: readonly {
    readonly funder: string;
    readonly share: number;
  }[];
  readonly is_default: boolean;
  readonly is_published: boolean;
  readonly is_archived: boolean;
  readonly type: unknown;
  readonly issue_absolute_expiry: unknown;
  readonly earn_instructions: unknown;
  readonly internal_notes: unknown;
  readonly tags: unknown;
  readonly meta: unknown;
  readonly created_at: string;
  readonly updated_at: string;
  readonly tied_with: readonly number[];
};

export type ChangedRate = {
  readonly name?: string | number;
  readonly handle?: string | number;
  readonly rate?: number | string;
  readonly priority?: number | string;
  readonly code?: null | string | number;
  readonly location_id?: null | "" | number | string;
  readonly region_id?: null | string | number;
  readonly country_iso_2?: null | "" | string;
  readonly profile_conditions?: unknown;
  readonly product_conditions?: unknown;
  readonly start_time?: null | "" | string;
  readonly end_time?: null | "" | string;
  readonly issue_period?: null | "" | number | string;
  readonly issue_period_type?: null | "" | "hours" | "days" | "weeks" | "months" | "years";
  readonly budget?: null | "" | Budget | Budget2;
  readonly funding?: readonly {
    readonly funder: string | number;
    readonly share: number | string;
  }[];
  readonly is_default?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_published?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_archived?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly type?: null | string | number;
  readonly issue_absolute_expiry?: null | string | number;
  readonly earn_instructions?: null | string | number;
  readonly internal_notes?: null | string | number;
  readonly tags?: readonly (string | number)[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type Definition8 = {
  readonly id: number;
  readonly version: number;
  readonly name: string;
  readonly handle: string;
  readonly value_min: number;
  readonly value_maintain: number | null;
  readonly is_floor: boolean;
  readonly disable_credit: boolean;
  readonly is_assignable: boolean;
  readonly is_published: boolean;
  readonly programme: string;
  readonly region_id: string | null;
  readonly welcome: readonly {
    readonly type: "reward_definition" | "benefit_definition";
    readonly handle: string;
  }[];
  readonly description: string | null;
  readonly short_description: string | null;
  readonly long_description: unknown;
  readonly terms_conditions: unknown;
  readonly earn_instructions: unknown;
  readonly internal_notes: unknown;
  readonly icon: unknown;
  readonly image_url: unknown;
  readonly tags: unknown;
  readonly meta: unknown;
  readonly created_at: string;
  readonly updated_at: string;
};

export type ChangedDefinition3 = {
  readonly name?: string | number;
  readonly handle?: string | number;
  readonly value_min?: number | string;
  readonly value_maintain?: null | "" | number | string;
  readonly is_floor?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly disable_credit?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_assignable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_published?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly programme?: string | number;
  readonly region_id?: null | string | number;
  readonly welcome?: readonly {
    readonly type: "reward_definition" | "benefit_definition";
    readonly handle: string | number;
  }[];
  readonly description?: null | string | number;
  readonly short_description?: null | string | number;
  readonly long_description?: null | string | number;
  readonly terms_conditions?: null | string | number;
  readonly earn_instructions?: null | string | number;
  readonly internal_notes?: null | string | number;
  readonly icon?: null | string | number;
  readonly image_url?: null | string | number;
  readonly tags?: readonly (string | number)[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type ChangedDefinition4 = {
  readonly name?: string | number;
  readonly handle?: string | number;
  readonly period?: null | "" | number | string;
  readonly type?: "discount" | "value" | "competition" | "event" | "gift" | "voucher" | "bonus" | "other";
  readonly value?: null | "" | number | string;
  readonly period_type?: "days" | "weeks" | "months" | "years" | "absolute_date" | "absolute_week" | "absolute_month";
  readonly absolute_expiry?: null | "" | string;
  readonly end_at?: null | "" | string;
  readonly budget?: null | "" | Budget | Budget2;
  readonly funding?: readonly {
    readonly funder: string | number;
    readonly share: number | string;
  }[];
  readonly max_redemptions?: null | "" | number | string;
  readonly max_global_redemptions?: null | "" | number | string;
  readonly force_allocation?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_claimable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly claim_period_start_at?: null | "" | string;
  readonly claim_period_end_at?: null | "" | string;
  readonly is_reclaimable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly claim_condition?: unknown;
  readonly claim_timeframe?: unknown;
  readonly view_condition?: unknown;
  readonly is_assignable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_extendable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_reassignable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly allow_user_redeem?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_published?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly region_id?: null | string | number;
  readonly statuses?: readonly (string | number)[];
  readonly is_archived?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly description?: null | string | number;
  readonly short_description?: null | string | number;
  readonly currency?: null | "" | string;
  readonly long_description?: null | string | number;
  readonly terms_conditions?: null | string | number;
  readonly earn_instructions?: null | string | number;
  readonly redeem_instructions_store?: null | string | number;
  readonly redeem_instructions_online?: null | string | number;
  readonly internal_notes?: null | string | number;
  readonly redeem_code_pos?: null | string | number;
  readonly redeem_code_online?: null | string | number;
  readonly icon?: null | string | number;
  readonly image_url?: null | string | number;
  readonly issue_target_id?: null | string | number;
  readonly remind_target_id?: null | string | number;
  readonly extend_target_id?: null | string | number;
  readonly notify_schedule_offset?: null | "" | number | string;
  readonly notify_issue_offset_days?: null | "" | number | string;
  readonly notify_issue_offset_hour?: null | "" | number | string;
  readonly notify_remind_offset_days?: null | "" | number | string;
  readonly notify_remind_offset_hour?: null | "" | number | string;
  readonly notify_extend_offset_days?: null | "" | number | string;
  readonly notify_extend_offset_hour?: null | "" | number | string;
  readonly tags?: readonly (string | number)[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type NewDefinition = {
  readonly name: string | number;
  readonly handle: string | number;
  readonly value: number | string;
  readonly type: "gift_card" | "store_credit" | "refund" | "allowance" | "voucher" | "other";
  readonly max_value?: null | "" | number | string;
  readonly period?: null | "" | number | string;
  readonly period_type?: "days" | "weeks" | "months" | "years" | "absolute_date" | "absolute_week" | "absolute_month";
  readonly absolute_expiry?: null | "" | string;
  readonly require_security_code?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly security_code_type?: "pin4" | "pin6";
  readonly is_assignable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly release_period?: null | "" | number | string;
  readonly release_period_type?: "days" | "weeks" | "months" | "years";
  readonly is_releasable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly require_creator?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_extendable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly extend_days?: null | "" | number | string;
  readonly is_published?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly region_id?: null | string | number;
  readonly statuses?: readonly (string | number)[];
  readonly is_archived?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly description?: null | string | number;
  readonly short_description?: null | string | number;
  readonly currency?: null | "" | string;
  readonly long_description?: null | string | number;
  readonly terms_conditions?: null | string | number;
  readonly internal_notes?: null | string | number;
  readonly icon?: null | string | number;
  readonly image_url?: null | string | number;
  readonly primary_colour?: null | string | number;
  readonly secondary_colour?: null | string | number;
  readonly custom_fields?: readonly CustomField2[];
  readonly tags?: readonly (string | number)[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type ChangedDefinition5 = {
  readonly name?: string | number;
  readonly handle?: string | number;
  readonly value?: number | string;
  readonly type?: "gift_card" | "store_credit" | "refund" | "allowance" | "voucher" | "other";
  readonly max_value?: null | "" | number | string;
  readonly period?: null | "" | number | string;
  readonly period_type?: "days" | "weeks" | "months" | "years" | "absolute_date" | "absolute_week" | "absolute_month";
  readonly absolute_expiry?: null | "" | string;
  readonly require_security_code?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly security_code_type?: "pin4" | "pin6";
  readonly is_assignable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly release_period?: null | "" | number | string;
  readonly release_period_type?: "days" | "weeks" | "months" | "years";
  readonly is_releasable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly require_creator?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_extendable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly extend_days?: null | "" | number | string;
  readonly is_published?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly region_id?: null | string | number;
  readonly statuses?: readonly (string | number)[];
  readonly is_archived?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly description?: null | string | number;
  readonly short_description?: null | string | number;
  readonly currency?: null | "" | string;
  readonly long_description?: null | string | number;
  readonly terms_conditions?: null | string | number;
  readonly internal_notes?: null | string | number;
  readonly icon?: null | string | number;
  readonly image_url?: null | string | number;
  readonly primary_colour?: null | string | number;
  readonly secondary_colour?: null | string | number;
  readonly custom_fields?: readonly CustomField2[];
  readonly tags?: readonly (string | number)[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type Level4 = {
  readonly name: string;
  readonly display_number: number;
  readonly description: string | null;
  readonly trigger: number;
  readonly repeats: boolean;
  readonly repeat_interval: number | null;
  readonly allow_multiple_earn: boolean;
  readonly meta: unknown;
};

export type Definition9 = {
  readonly id: number;
  readonly version: number;
  readonly name: string;
  readonly handle: string;
  readonly levels: readonly Level4[];
  readonly counts: "nothing" | "sales" | "items" | "spend";
  readonly profile_conditions: unknown;
  readonly product_conditions: unknown;
  readonly starts_at: string | null;
  readonly ends_at: string | null;
  readonly period: "daily" | "weekly" | "fortnightly" | "monthly" | "yearly" | null;
  readonly enable_annual_earn_cycle: boolean;
  readonly timezone: string | null;
  readonly display_option: "visible" | "hidden" | "mystery" | "internal";
  readonly display_level: boolean;
  readonly is_published: boolean;
  readonly description: string | null;
  readonly short_description: string | null;
  readonly region_id: string | null;
  readonly statuses: readonly string[];
  readonly is_archived: boolean;
  readonly type: unknown;
  readonly currency: unknown;
  readonly long_description: unknown;
  readonly terms_conditions: unknown;
  readonly earn_instructions: unknown;
  readonly internal_notes: unknown;
  readonly icon: unknown;
  readonly image_url: unknown;
  readonly tags: unknown;
  readonly meta: unknown;
  readonly created_at: string;
  readonly updated_at: string;
};

export type ChangedDefinition6 = {
  readonly name?: string | number;
  readonly handle?: string | number;
  readonly levels?: readonly Level[];
  readonly counts?: "nothing" | "sales" | "items" | "spend";
  readonly profile_conditions?: unknown;
  readonly product_conditions?: unknown;
  readonly starts_at?: null | "" | string;
  readonly ends_at?: null | "" | string;
  readonly period?: null | "" | "daily" | "weekly" | "fortnightly" | "monthly" | "yearly";
  readonly enable_annual_earn_cycle?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly timezone?: null | "" | string;
  readonly display_option?: "visible" | "hidden" | "mystery" | "internal";
  readonly display_level?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_published?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly description?: null | string | number;
  readonly short_description?: null | string | number;
  readonly region_id?: null | string | number;
  readonly statuses?: readonly (string | number)[];
  readonly is_archived?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly type?: null | string | number;
  readonly currency?: null | string | number;
  readonly long_description?: null | string | number;
  readonly terms_conditions?: null | string | number;
  readonly earn_instructions?: null | string | number;
  readonly internal_notes?: null | string | number;
  readonly icon?: null | string | number;
  readonly image_url?: null | string | number;
  readonly tags?: readonly (string | number)[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type Definition10 = {
  readonly id: number;
  readonly version: number;
  readonly name: string;
  readonly handle: string;
  readonly type: string;
  readonly allow_share: boolean;
  readonly allow_reserve: boolean;
  readonly allow_quantity: boolean;
  readonly allow_custom_product: boolean;
  readonly allow_new: boolean;
  readonly allow_edit: boolean;
  readonly allow_delete: boolean;
  readonly is_published: boolean;
  readonly is_active: boolean;
  readonly description: unknown;
  readonly short_description: unknown;
  readonly icon: unknown;
  readonly cover: unknown;
  readonly tags: unknown;
  readonly meta: unknown;
  readonly created_at: string;
  readonly updated_at: string;
};

export type NewDefinition2 = {
  readonly name: string | number;
  readonly handle: string | number;
  readonly type: string | number;
  readonly allow_share?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly allow_reserve?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly allow_quantity?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly allow_custom_product?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly allow_new?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly allow_edit?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly allow_delete?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_published?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_active?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly description?: null | string | number;
  readonly short_description?: null | string | number;
  readonly icon?: null | string | number;
  readonly cover?: null | string | number;
  readonly tags?: readonly (string | number)[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type ChangedDefinition7 = {
  readonly name?: string | number;
  readonly handle?: string | number;
  readonly type?: string | number;
  readonly allow_share?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly allow_reserve?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly allow_quantity?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly allow_custom_product?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly allow_new?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly allow_edit?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly allow_delete?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_published?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_active?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly description?: null | string | number;
  readonly short_description?: null | string | number;
  readonly icon?: null | string | number;
  readonly cover?: null | string | number;
  readonly tags?: readonly (string | number)[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type NewTransaction = {
  readonly profile_id?: null | string | number;
  readonly profile_id_handle?: null | string | number;
  readonly external_id?: null | string | number;
  readonly location_id?: null | "" | number | string | number;
  readonly location_external_id?: null | string | number;
  readonly staff_id?: null | string | number;
  readonly total: number | string;
  readonly total_original?: null | "" | number | string;
  readonly rounding?: null | "" | number | string;
  readonly margin?: null | "" | number | string;
  readonly fees?: null | "" | number | string;
  readonly currency?: null | "" | string;
  readonly transacted_at: string;
  readonly deliver_at?: null | "" | string;
  readonly timezone?: null | "" | string;
  readonly receipt_ref?: null | string | number;
  readonly linked_receipt_ref?: null | string | number;
  readonly redemption_id?: null | "" | number | string;
  readonly is_void?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly systems?: readonly (string | number)[];
  readonly receipt_is_email?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly receipt_email?: null | string | number;
  readonly type?: null | string | number;
  readonly rate_code?: null | string | number;
  readonly status?: null | string | number;
  readonly order_number?: null | string | number;
  readonly need_action?: null | "" | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly order_id?: null | string | number;
  readonly external_order_id?: null | string | number;
  readonly tags?: readonly (string | number)[];
  readonly custom_fields?: null | "" | readonly CustomField2[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly payments?: null | "" | readonly (string | Payment)[];
  readonly items?: readonly Item5[];
};

export type Transaction2 = {
  readonly id: number;
  readonly external_id: string | null;
  readonly profile_id: string | null;
  readonly location_id: number | null;
  readonly staff_id: string | null;
  readonly total: number;
  readonly total_original: number | null;
  readonly currency: string;
  readonly is_void: boolean;
  readonly transacted_at: string;
  readonly timezone: string;
  readonly receipt_ref: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly tags: unknown;
  readonly payments: unknown;
  readonly receipt_is_email: unknown;
  readonly receipt_email: unknown;
  readonly type: unknown;
  readonly status: unknown;
  readonly order_number: unknown;
  readonly need_action: unknown;
  readonly custom_fields: unknown;
  readonly meta: unknown;
  readonly profile: {
    readonly email: string | null;
  } | null;
  readonly location: JoinedLocation | null;
  readonly staff: JoinedStaff | null;
  readonly total_converted: number | null;
  readonly currency_id: null;
  readonly currency_rate: number | null;
  readonly currency_values: readonly unknown[];
  readonly rounding: number | null;
  readonly margin: number | null;
  readonly fees: number | null;
  readonly systems: unknown;
  readonly claimed_at: string | null;
  readonly deliver_at: string | null;
  readonly redemption_id: number | null;
  readonly linked_receipt_ref: string | null;
  readonly rate_code: unknown;
  readonly order_id: unknown;
  readonly external_order_id: unknown;
  readonly redemption: Redemption | null;
  readonly redemption_pays_for: number | null;
  readonly reversed_redemptions: readonly Redemption[];
  readonly no_original: boolean;
  readonly items: readonly Item4[];
  readonly earned: Earned;
  readonly tier_points: readonly TierPoint[];
  readonly tiers: readonly {
    readonly kind: "achieved" | "lost" | "maintained" | "progressed" | "welcomed";
    readonly programme: string;
    readonly handle: string | null;
  }[];
  readonly achievements: readonly Achievement[];
  readonly issued: {
    readonly rewards: readonly Reward[];
    readonly benefits: readonly Extend[];
  };
  readonly balances: Balances | null;
};

export type ChangedTransaction = {
  readonly profile_id?: null | string | number;
  readonly profile_id_handle?: null | string | number;
  readonly is_void?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly tags?: readonly (string | number)[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type NewUpdateCreate = {
  readonly profile_id?: null | string | number;
  readonly profile_id_handle?: null | string | number;
  readonly external_id?: null | string | number;
  readonly location_id?: null | "" | number | string | number;
  readonly location_external_id?: null | string | number;
  readonly staff_id?: null | string | number;
  readonly total: number | string;
  readonly total_original?: null | "" | number | string;
  readonly rounding?: null | "" | number | string;
  readonly margin?: null | "" | number | string;
  readonly fees?: null | "" | number | string;
  readonly currency?: null | "" | string;
  readonly transacted_at: string;
  readonly deliver_at?: null | "" | string;
  readonly timezone?: null | "" | string;
  readonly receipt_ref?: null | string | number;
  readonly linked_receipt_ref?: null | string | number;
  readonly redemption_id?: null | "" | number | string;
  readonly is_void?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly systems?: readonly (string | number)[];
  readonly receipt_is_email?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly receipt_email?: null | string | number;
  readonly type?: null | string | number;
  readonly rate_code?: null | string | number;
  readonly status?: null | string | number;
  readonly order_number?: null | string | number;
  readonly need_action?: null | "" | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly order_id?: null | string | number;
  readonly external_order_id?: null | string | number;
  readonly tags?: readonly (string | number)[];
  readonly custom_fields?: null | "" | readonly CustomField2[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly payments?: null | "" | readonly (string | Payment)[];
  readonly items?: readonly Item5[];
  readonly id?: null | "" | number | string;
  readonly delete_existing_items?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
};

export type Item9 = {
  readonly id: number;
  readonly external_id: string | null;
  readonly name: string;
  readonly sku: string | null;
  readonly quantity: number;
  readonly price_current: number | null;
  readonly price_sell: number;
  readonly price_original: number | null;
  readonly price_tax: number | null;
  readonly barcode: unknown;
  readonly order_id: unknown;
  readonly product_variant_id: unknown;
  readonly variant_external_id: unknown;
  readonly is_void: unknown;
  readonly discounts: unknown;
  readonly department: unknown;
  readonly line_type: unknown;
  readonly meta: unknown;
  readonly transaction_id: null;
  readonly is_return: boolean;
  readonly price_margin: number | null;
  readonly product_images: readonly unknown[];
  readonly product: {
    readonly title: string;
    readonly department: string | null;
    readonly brand: string | null;
  };
  readonly product_id: number | null;
  readonly product_variant: ProductVariant;
  readonly pivot: readonly unknown[];
  readonly transaction: {
    readonly transacted_at: string;
    readonly receipt_ref: string | null;
    readonly external_id: string | null;
  };
  readonly created_at: string;
  readonly updated_at: string;
};

export type Order = {
  readonly id: number;
  readonly external_id: string | null;
  readonly profile_id: string | null;
  readonly location_id: number | null;
  readonly staff_id: string | null;
  readonly total: number;
  readonly total_original: number | null;
  readonly currency: string;
  readonly is_void: boolean;
  readonly transacted_at: string;
  readonly timezone: string;
  readonly receipt_ref: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly tags: unknown;
  readonly payments: unknown;
  readonly receipt_is_email: unknown;
  readonly receipt_email: unknown;
  readonly type: unknown;
  readonly status: unknown;
  readonly order_number: unknown;
  readonly need_action: unknown;
  readonly custom_fields: unknown;
  readonly meta: unknown;
  readonly profile: {
    readonly email: string | null;
  } | null;
  readonly location: JoinedLocation | null;
  readonly staff: JoinedStaff | null;
  readonly total_converted: null;
  readonly currency_id: null;
  readonly currency_rate: null;
  readonly currency_values: readonly unknown[];
  readonly rounding: number | null;
  readonly margin: number | null;
  readonly fees: number | null;
  readonly systems: unknown;
  readonly claimed_at: string | null;
  readonly deliver_at: string | null;
  readonly items: readonly Item9[];
  readonly due_date: string | null;
  readonly transactions: readonly Resend[];
  readonly redemption: Redemption | null;
};

export type NewOrder = {
  readonly profile_id?: null | string | number;
  readonly profile_id_handle?: null | string | number;
  readonly external_id?: null | string | number;
  readonly location_id?: null | "" | number | string | number;
  readonly location_external_id?: null | string | number;
  readonly staff_id?: null | string | number;
  readonly total: number | string;
  readonly total_original?: null | "" | number | string;
  readonly rounding?: null | "" | number | string;
  readonly margin?: null | "" | number | string;
  readonly fees?: null | "" | number | string;
  readonly currency?: null | "" | string;
  readonly transacted_at?: string;
  readonly deliver_at?: null | "" | string;
  readonly timezone?: null | "" | string;
  readonly receipt_ref?: null | string | number;
  readonly is_void?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly systems?: readonly (string | number)[];
  readonly receipt_is_email?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly receipt_email?: null | string | number;
  readonly type?: null | string | number;
  readonly status?: null | string | number;
  readonly order_number?: null | string | number;
  readonly need_action?: null | "" | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly tags?: readonly (string | number)[];
  readonly custom_fields?: null | "" | readonly CustomField2[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly payments?: null | "" | readonly (string | Payment)[];
  readonly items?: readonly Item5[];
  readonly due_date?: null | "" | string;
};

export type ChangedOrder = {
  readonly profile_id?: null | string | number;
  readonly profile_id_handle?: null | string | number;
  readonly external_id?: null | string | number;
  readonly location_id?: null | "" | number | string | number;
  readonly location_external_id?: null | string | number;
  readonly staff_id?: null | string | number;
  readonly total?: number | string;
  readonly total_original?: null | "" | number | string;
  readonly rounding?: null | "" | number | string;
  readonly margin?: null | "" | number | string;
  readonly fees?: null | "" | number | string;
  readonly currency?: null | "" | string;
  readonly transacted_at?: string;
  readonly deliver_at?: null | "" | string;
  readonly timezone?: null | "" | string;
  readonly receipt_ref?: null | string | number;
  readonly is_void?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly systems?: readonly (string | number)[];
  readonly receipt_is_email?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly receipt_email?: null | string | number;
  readonly type?: null | string | number;
  readonly status?: null | string | number;
  readonly order_number?: null | string | number;
  readonly need_action?: null | "" | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly tags?: readonly (string | number)[];
  readonly custom_fields?: null | "" | readonly CustomField2[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly payments?: null | "" | readonly (string | Payment)[];
  readonly items?: readonly Item5[];
  readonly due_date?: null | "" | string;
};

export type Interaction = {
  readonly id: number;
  readonly action: "broadcast" | "disclose" | "feedback" | "product" | "reach" | "refer" | "service" | "visit" | "view";
  readonly channel: "app" | "email" | "location" | "push" | "sms" | "social" | "support" | "website";
  readonly signal: -1 | 0 | 1;
  readonly name: string;
  readonly namespace: string;
  readonly description: string | null;
  readonly url: string | null;
  readonly duration: string | null;
  readonly latitude: string | null;
  readonly longitude: string | null;
  readonly product_id: number | null;
  readonly product_variant_id: number | null;
  readonly product_category_id: number | null;
  readonly tags: readonly string[];
  readonly meta: unknown;
  readonly identity: string | null;
  readonly interacted_at: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly profile_id: string;
  readonly location_id: number | null;
  readonly location: JoinedLocation | null;
  readonly staff_id: string | null;
  readonly staff: {
    readonly id: string;
    readonly full_name: string;
  } | null;
};

export type NewInteraction = {
  readonly action: "broadcast" | "disclose" | "feedback" | "product" | "reach" | "refer" | "service" | "visit" | "view";
  readonly channel: "app" | "email" | "location" | "push" | "sms" | "social" | "support" | "website";
  readonly signal: number | string;
  readonly name: string | number;
  readonly namespace: string | number;
  readonly description?: null | string | number;
  readonly url?: null | string | number;
  readonly duration?: null | string | number;
  readonly latitude?: null | string | number;
  readonly longitude?: null | string | number;
  readonly product_id?: null | "" | number | string;
  readonly product_variant_id?: null | "" | number | string;
  readonly product_category_id?: null | "" | number | string;
  readonly tags?: readonly (string | number)[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly profile_id?: string;
  readonly location_id?: null | "" | number | string;
  readonly location_external_id?: null | string | number;
  readonly staff_id?: null | string | number;
  readonly interacted_at?: null | "" | string;
  readonly identifier?: string | number | {
    readonly id: string | number;
    readonly handle: string | number;
  };
};

export type ChangedInteraction = {
  readonly action?: "broadcast" | "disclose" | "feedback" | "product" | "reach" | "refer" | "service" | "visit" | "view";
  readonly channel?: "app" | "email" | "location" | "push" | "sms" | "social" | "support" | "website";
  readonly signal?: number | string;
  readonly name?: string | number;
  readonly namespace?: string | number;
  readonly description?: null | string | number;
  readonly url?: null | string | number;
  readonly duration?: null | string | number;
  readonly latitude?: null | string | number;
  readonly longitude?: null | string | number;
  readonly product_id?: null | "" | number | string;
  readonly product_variant_id?: null | "" | number | string;
  readonly product_category_id?: null | "" | number | string;
  readonly tags?: readonly (string | number)[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly profile_id?: string;
  readonly location_id?: null | "" | number | string;
  readonly location_external_id?: null | string | number;
  readonly staff_id?: null | string | number;
  readonly interacted_at?: string;
  readonly identifier?: string | number | {
    readonly id: string | number;
    readonly handle: string | number;
  };
};

export type Visit = {
  readonly id: number;
  readonly notes: string | null;
  readonly meta: unknown;
  readonly visited_at: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly profile_id: string;
  readonly location_id: number | null;
  readonly location: JoinedLocation | null;
  readonly staff_id: string | null;
  readonly staff: {
    readonly id: string;
    readonly full_name: string;
  } | null;
};

export type NewVisit = {
  readonly notes?: null | string | number;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly profile_id: string;
  readonly location_id?: null | "" | number | string;
  readonly location_external_id?: null | string | number;
  readonly staff_id?: null | string | number;
  readonly visited_at?: null | "" | string;
};

export type ChangedVisit = {
  readonly notes?: null | string | number;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly profile_id?: string;
  readonly location_id?: null | "" | number | string;
  readonly location_external_id?: null | string | number;
  readonly staff_id?: null | string | number;
  readonly visited_at?: string;
};

export type Task = {
  readonly id: string;
  readonly title: string;
  readonly due_day: string;
  readonly details: string | null;
  readonly kind: "follow_up" | "call" | "message" | "prepare" | "other";
  readonly priority: "normal" | "high";
  readonly due_time: string | null;
  readonly assignee_id: string | null;
  readonly state: "open" | "done" | "cancelled";
  readonly outcome: string | null;
  readonly snoozed_until: string | null;
  readonly profile_id: string | null;
  readonly location_id: number;
  readonly origin: "person" | "note" | "rule";
  readonly note_id: string | null;
  readonly created_by: string | null;
  readonly made_at: string;
  readonly closed_by: string | null;
  readonly closed_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
};

export type NewTask = {
  readonly details?: null | string | number;
  readonly kind?: "follow_up" | "call" | "message" | "prepare" | "other";
  readonly priority?: "normal" | "high";
  readonly due_time?: null | "" | string;
  readonly assignee_id?: null | "" | string;
  readonly title: string | number;
  readonly due_day: string;
  readonly location_id: number | string;
  readonly profile_id?: null | "" | string;
};

export type ChangedTask = {
  readonly title?: string | number;
  readonly due_day?: string;
  readonly details?: null | string | number;
  readonly kind?: "follow_up" | "call" | "message" | "prepare" | "other";
  readonly priority?: "normal" | "high";
  readonly due_time?: null | "" | string;
  readonly assignee_id?: null | "" | string;
  readonly state?: "open" | "done" | "cancelled";
  readonly outcome?: null | string | number;
  readonly snoozed_until?: null | "" | string;
};

export type MessageTemplate = {
  readonly id: number;
  readonly handle: string;
  readonly name: string;
  readonly channel: "email" | "sms" | "chat";
  readonly body: string;
  readonly subject: string | null;
  readonly sort_order: number;
  readonly is_archived: boolean;
  readonly created_at: string;
  readonly updated_at: string;
};

export type NewMessageTemplate = {
  readonly handle: string | number;
  readonly name: string | number;
  readonly channel: "email" | "sms" | "chat";
  readonly body: string | number;
  readonly subject?: null | string | number;
  readonly sort_order?: number | string;
  readonly is_archived?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
};

export type ChangedMessageTemplate = {
  readonly handle?: string | number;
  readonly name?: string | number;
  readonly channel?: "email" | "sms" | "chat";
  readonly body?: string | number;
  readonly subject?: null | string | number;
  readonly sort_order?: number | string;
  readonly is_archived?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
};

export type Appointment = {
  readonly id: string;
  readonly kind: "styling" | "fitting" | "collection" | "repair" | "other";
  readonly day: string;
  readonly time: string;
  readonly minutes: number;
  readonly title: string | null;
  readonly details: string | null;
  readonly guest_name: string | null;
  readonly assignee_id: string | null;
  readonly state: "requested" | "confirmed" | "waiting" | "in_service" | "done" | "no_show" | "cancelled";
  readonly is_walk_in: boolean;
  readonly profile_id: string | null;
  readonly location_id: number;
  readonly created_by: string | null;
  readonly made_at: string;
  readonly arrived_at: string | null;
  readonly started_at: string | null;
  readonly closed_by: string | null;
  readonly closed_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly starts_at: string;
  readonly ends_at: string;
};

export type NewAppointment = {
  readonly title?: null | string | number;
  readonly details?: null | string | number;
  readonly guest_name?: null | string | number;
  readonly assignee_id?: null | "" | string;
  readonly state?: "requested" | "confirmed" | "waiting";
  readonly is_walk_in?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly kind: "styling" | "fitting" | "collection" | "repair" | "other";
  readonly day: string;
  readonly time: string;
  readonly minutes: number | string;
  readonly location_id: number | string;
  readonly profile_id?: null | "" | string;
};

export type ChangedAppointment = {
  readonly kind?: "styling" | "fitting" | "collection" | "repair" | "other";
  readonly day?: string;
  readonly time?: string;
  readonly minutes?: number | string;
  readonly title?: null | string | number;
  readonly details?: null | string | number;
  readonly guest_name?: null | string | number;
  readonly assignee_id?: null | "" | string;
  readonly state?: "requested" | "confirmed" | "waiting" | "in_service" | "done" | "no_show" | "cancelled";
};

export type Definition11 = {
  readonly id: number;
  readonly name: string;
  readonly handle: string;
  readonly type: string;
  readonly tenant: string | null;
  readonly short_description: string | null;
  readonly description: string | null;
  readonly icon: string | null;
  readonly cover: string | null;
  readonly internal_notes: string | null;
  readonly start_date_global: string | null;
  readonly end_date_global: string | null;
  readonly end_date_duration: number | null;
  readonly shareable_attributes: readonly string[];
  readonly connector_condition: unknown;
  readonly connected_condition: unknown;
  readonly connector_can_break: boolean;
  readonly connected_can_break: boolean;
  readonly is_published: boolean;
  readonly is_pending: boolean;
  readonly is_archived: boolean;
  readonly meta: unknown;
  readonly created_at: string;
  readonly updated_at: string;
};

export type NewDefinition3 = {
  readonly name: string | number;
  readonly handle: string | number;
  readonly type: string | number;
  readonly tenant?: null | string | number;
  readonly short_description?: null | string | number;
  readonly description?: null | string | number;
  readonly icon?: null | string | number;
  readonly cover?: null | string | number;
  readonly internal_notes?: null | string | number;
  readonly start_date_global?: null | "" | string;
  readonly end_date_global?: null | "" | string;
  readonly end_date_duration?: null | "" | number | string;
  readonly shareable_attributes?: readonly ("id" | "title" | "first_name" | "last_name" | "email" | "mobile_phone" | "secondary_phone" | "birth_day" | "birth_month" | "birth_year" | "gender" | "profile_type" | "joined_location_id" | "joined_staff_id" | "preferred_location_id" | "associate_id" | "tags" | "joined_at" | "created_at" | "updated_at" | "full_name" | "currency" | "mobile_phone_e164" | "mobile_phone_country" | "mobile_phone_national" | "mobile_phone_national_prefix" | "birth_date" | "birth_days" | "birth_days_past" | "next_birthday" | "company" | "occupation" | "avatar_url" | "preferred_staff_id" | "is_public" | "external_id" | "is_completed" | "joined_location" | "preferred_location" | "joined_staff" | "preferred_staff" | "identities" | "custom_fields" | "meta" | "reward_balance" | "credit_balance" | "point_balance" | "point_balance_dollars" | "benefit_balance" | "combined_balance_dollars" | "reward_pending" | "point_pending" | "frozen_for" | "tier" | "tier_handle" | "statuses" | "statuses_original" | "attributes" | "custom_attributes" | "address" | "addresses" | "region" | "regions" | "organisations")[];
  readonly connector_condition?: unknown;
  readonly connected_condition?: unknown;
  readonly connector_can_break?: null | "" | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly connected_can_break?: null | "" | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_published?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_pending?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_archived?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type ChangedDefinition8 = {
  readonly name?: string | number;
  readonly handle?: string | number;
  readonly type?: string | number;
  readonly tenant?: null | string | number;
  readonly short_description?: null | string | number;
  readonly description?: null | string | number;
  readonly icon?: null | string | number;
  readonly cover?: null | string | number;
  readonly internal_notes?: null | string | number;
  readonly start_date_global?: null | "" | string;
  readonly end_date_global?: null | "" | string;
  readonly end_date_duration?: null | "" | number | string;
  readonly shareable_attributes?: readonly ("id" | "title" | "first_name" | "last_name" | "email" | "mobile_phone" | "secondary_phone" | "birth_day" | "birth_month" | "birth_year" | "gender" | "profile_type" | "joined_location_id" | "joined_staff_id" | "preferred_location_id" | "associate_id" | "tags" | "joined_at" | "created_at" | "updated_at" | "full_name" | "currency" | "mobile_phone_e164" | "mobile_phone_country" | "mobile_phone_national" | "mobile_phone_national_prefix" | "birth_date" | "birth_days" | "birth_days_past" | "next_birthday" | "company" | "occupation" | "avatar_url" | "preferred_staff_id" | "is_public" | "external_id" | "is_completed" | "joined_location" | "preferred_location" | "joined_staff" | "preferred_staff" | "identities" | "custom_fields" | "meta" | "reward_balance" | "credit_balance" | "point_balance" | "point_balance_dollars" | "benefit_balance" | "combined_balance_dollars" | "reward_pending" | "point_pending" | "frozen_for" | "tier" | "tier_handle" | "statuses" | "statuses_original" | "attributes" | "custom_attributes" | "address" | "addresses" | "region" | "regions" | "organisations")[];
  readonly connector_condition?: unknown;
  readonly connected_condition?: unknown;
  readonly connector_can_break?: null | "" | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly connected_can_break?: null | "" | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_published?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_pending?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_archived?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type Connector = {
  readonly id: string;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly email: string | null;
  readonly birth_year: number | null;
  readonly birth_month: number | null;
  readonly birth_day: number | null;
};

export type Connection = {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
  readonly connected_at: string | null;
  readonly is_published: boolean;
  readonly is_default: boolean;
  readonly is_invalid: boolean;
  readonly is_primary: boolean;
  readonly sort_order: number;
  readonly meta: unknown;
  readonly notes: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly definition: Definition11;
  readonly connector_id: string;
  readonly connected_id: string;
  readonly connector: Connector;
  readonly connected: Connector;
  readonly status: "draft" | "pending" | "accepted" | "rejected" | "hold" | "archived" | "break";
  readonly is_archived: boolean;
  readonly disconnected_by: string | null;
  readonly disconnected_at: string | null;
  readonly ends_at: string | null;
};

export type NewConnection = {
  readonly name: string | number;
  readonly description?: null | string | number;
  readonly connected_at?: null | "" | string;
  readonly is_published?: null | "" | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_default?: null | "" | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_invalid?: null | "" | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_primary?: null | "" | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly sort_order?: null | "" | number | string;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly notes?: null | string | number;
  readonly status?: "draft" | "pending" | "accepted" | "rejected" | "hold" | "archived" | "break";
  readonly is_archived?: null | "" | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly disconnected_by?: null | "" | string;
  readonly disconnected_at?: null | "" | string;
  readonly connector_id: string;
  readonly connected_id: string;
  readonly connection_definition_id?: null | "" | number | string;
  readonly connection_definition_handle?: null | "" | string | number;
};

export type Definition12 = {
  readonly id: number;
  readonly name: string;
  readonly handle: string;
  readonly type: string;
  readonly icon: unknown;
  readonly cover: unknown;
};

export type Item10 = {
  readonly id: number;
  readonly product_id: number | null;
  readonly product_variant_id: number | null;
  readonly product_category_id: number | null;
  readonly custom_product: unknown;
  readonly quantity: number;
  readonly position: number | null;
  readonly product_category: string | null;
  readonly product: Product | null;
  readonly product_variant: ProductVariant | null;
  readonly reserved_quantity: number;
};

export type Share2 = {
  readonly name: string;
  readonly description: string | null;
  readonly custom_date: string | null;
  readonly definition: Definition12 | null;
  readonly items: readonly Item10[];
};

export type Rating = {
  readonly id: number;
  readonly score: number;
  readonly score_max: number;
  readonly name: string | null;
  readonly comment: string | null;
  readonly source: string | null;
  readonly product_id: number | null;
  readonly product_variant_id: number | null;
  readonly tags: readonly string[];
  readonly meta: unknown;
  readonly rated_at: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly profile_id: string;
  readonly location_id: number | null;
  readonly location: JoinedLocation | null;
  readonly staff_id: string | null;
  readonly staff: {
    readonly id: string;
    readonly full_name: string;
  } | null;
};

export type NewRating = {
  readonly score: number | string;
  readonly score_max?: number | string;
  readonly name?: null | string | number;
  readonly comment?: null | string | number;
  readonly source?: null | string | number;
  readonly product_id?: null | "" | number | string;
  readonly product_variant_id?: null | "" | number | string;
  readonly tags?: readonly (string | number)[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly profile_id: string;
  readonly location_id?: null | "" | number | string;
  readonly location_external_id?: null | string | number;
  readonly staff_id?: null | string | number;
  readonly rated_at?: null | "" | string;
};

export type ChangedRating = {
  readonly score?: number | string;
  readonly score_max?: number | string;
  readonly name?: null | string | number;
  readonly comment?: null | string | number;
  readonly source?: null | string | number;
  readonly product_id?: null | "" | number | string;
  readonly product_variant_id?: null | "" | number | string;
  readonly tags?: readonly (string | number)[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly profile_id?: string;
  readonly location_id?: null | "" | number | string;
  readonly location_external_id?: null | string | number;
  readonly staff_id?: null | string | number;
  readonly rated_at?: string;
};

export type Share3 = {
  readonly id: number;
  readonly profile_id: string;
  readonly source_type: "profile" | "product" | "product_variant" | "transaction" | "reward" | "point" | "benefit" | "credit" | "list" | "reward_definition" | "point_definition" | "benefit_definition" | "credit_definition" | "tier_definition" | "achievement_definition";
  readonly source_id: string;
  readonly code: string;
  readonly quantity: number | null;
  readonly remaining_quantity: number | null;
  readonly timezone: string;
  readonly period: number | null;
  readonly period_type: string;
  readonly absolute_expiry: string | null;
  readonly is_cloneable: boolean;
  readonly meta: unknown;
  readonly created_at: string;
  readonly updated_at: string;
  readonly handle: string;
  readonly expires_at: string | null;
  readonly source: {
    readonly type: "profile" | "product" | "product_variant" | "transaction" | "reward" | "point" | "benefit" | "credit" | "list" | "reward_definition" | "point_definition" | "benefit_definition" | "credit_definition" | "tier_definition" | "achievement_definition";
    readonly id: string;
  };
};

export type Use = {
  readonly id: number;
  readonly share_id: number;
  readonly profile_id: string;
  readonly used_at: string;
  readonly share: Share3;
};

export type NewShare = {
  readonly quantity?: null | "" | number | string;
  readonly remaining_quantity?: null | "" | number | string;
  readonly timezone?: string;
  readonly period?: null | "" | number | string;
  readonly period_type?: "days" | "weeks" | "months" | "years" | "absolute_date" | "absolute_week" | "absolute_month";
  readonly absolute_expiry?: null | "" | string;
  readonly is_cloneable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly expires_at?: null | "" | string;
  readonly source_type: "profile" | "product" | "product_variant" | "transaction" | "reward" | "point" | "benefit" | "credit" | "list" | "reward_definition" | "point_definition" | "benefit_definition" | "credit_definition" | "tier_definition" | "achievement_definition";
  readonly source_id: string | number;
  readonly profile_id: string;
  readonly code?: null | "" | string | number;
};

export type ChangedShare = {
  readonly quantity?: null | "" | number | string;
  readonly remaining_quantity?: null | "" | number | string;
  readonly timezone?: string;
  readonly period?: null | "" | number | string;
  readonly period_type?: "days" | "weeks" | "months" | "years" | "absolute_date" | "absolute_week" | "absolute_month";
  readonly absolute_expiry?: null | "" | string;
  readonly is_cloneable?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly expires_at?: null | "" | string;
};

export type Reminder = {
  readonly id: number;
  readonly schedule_type: "absolute" | "period" | "repeat";
  readonly channel: "slack" | "email";
  readonly note: string;
  readonly period_value: number | null;
  readonly period_unit: "days" | "weeks" | "months" | "years" | null;
  readonly period_time_at: string | null;
  readonly repeat_value: number | null;
  readonly repeat_unit: "daily" | "weekly" | "monthly" | null;
  readonly repeat_time_at: string | null;
  readonly recipient: string | null;
  readonly username: string | null;
  readonly timezone: string;
  readonly is_active: boolean;
  readonly remind_at: string | null;
  readonly expires_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly is_valid: boolean;
};

export type NewReminder = {
  readonly schedule_type: "absolute" | "period" | "repeat";
  readonly channel: "slack" | "email";
  readonly note: string | number;
  readonly period_value?: null | "" | number | string;
  readonly period_unit?: null | "" | "days" | "weeks" | "months" | "years";
  readonly period_time_at?: null | "" | string;
  readonly repeat_value?: null | "" | number | string;
  readonly repeat_unit?: null | "" | "daily" | "weekly" | "monthly";
  readonly repeat_time_at?: null | "" | string;
  readonly recipient?: null | string | number;
  readonly username?: null | string | number;
  readonly timezone?: string;
  readonly is_active?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly remind_at?: null | "" | string;
  readonly expires_at?: null | "" | string;
};

export type ChangedReminder = {
  readonly schedule_type?: "absolute" | "period" | "repeat";
  readonly channel?: "slack" | "email";
  readonly note?: string | number;
  readonly period_value?: null | "" | number | string;
  readonly period_unit?: null | "" | "days" | "weeks" | "months" | "years";
  readonly period_time_at?: null | "" | string;
  readonly repeat_value?: null | "" | number | string;
  readonly repeat_unit?: null | "" | "daily" | "weekly" | "monthly";
  readonly repeat_time_at?: null | "" | string;
  readonly recipient?: null | string | number;
  readonly username?: null | string | number;
  readonly timezone?: string;
  readonly is_active?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly remind_at?: null | "" | string;
  readonly expires_at?: null | "" | string;
};

export type Variant = {
  readonly sku?: null | string | number;
  readonly barcode?: null | string | number;
  readonly external_id?: null | string | number;
  readonly handle?: null | string | number;
  readonly title?: string | number;
  readonly description?: null | string | number;
  readonly web_url?: null | string | number;
  readonly position?: number | string;
  readonly price?: number | string;
  readonly price_discounted?: null | "" | number | string;
  readonly price_comparison?: null | "" | number | string;
  readonly price_cost?: null | "" | number | string;
  readonly available_quantity?: null | "" | number | string;
  readonly images?: readonly {
    readonly url: string | number;
    readonly sort_order?: number | string;
  }[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly tags?: readonly (string | number)[];
  readonly options?: readonly unknown[];
  readonly id?: null | "" | number | string;
};

export type NewProduct = {
  readonly title: string | number;
  readonly external_id?: null | string | number;
  readonly status?: string | number;
  readonly brand?: null | string | number;
  readonly department?: null | string | number;
  readonly category?: null | string | number;
  readonly subcategory?: null | string | number;
  readonly description?: null | string | number;
  readonly web_url?: null | string | number;
  readonly position?: number | string;
  readonly images?: readonly {
    readonly url: string | number;
    readonly sort_order?: number | string;
  }[];
  readonly systems?: readonly (string | number)[];
  readonly channels?: readonly unknown[];
  readonly tags?: readonly (string | number)[];
  readonly options?: readonly unknown[];
  readonly custom_fields?: readonly CustomField2[];
  readonly currency?: null | "" | string;
  readonly variants?: readonly Variant[];
  readonly handle?: null | "" | string | number;
};

export type ChangedProduct = {
  readonly title?: string | number;
  readonly external_id?: null | string | number;
  readonly status?: string | number;
  readonly brand?: null | string | number;
  readonly department?: null | string | number;
  readonly category?: null | string | number;
  readonly subcategory?: null | string | number;
  readonly description?: null | string | number;
  readonly web_url?: null | string | number;
  readonly position?: number | string;
  readonly images?: readonly {
    readonly url: string | number;
    readonly sort_order?: number | string;
  }[];
  readonly systems?: readonly (string | number)[];
  readonly channels?: readonly unknown[];
  readonly tags?: readonly (string | number)[];
  readonly options?: readonly unknown[];
  readonly custom_fields?: readonly CustomField2[];
  readonly currency?: null | "" | string;
  readonly variants?: readonly Variant[];
};

export type Address3 = {
  readonly address_line_1?: string | number;
  readonly address_line_2?: null | string | number;
  readonly address_line_3?: null | string | number;
  readonly company?: null | string | number;
  readonly city?: string | number;
  readonly state?: null | string | number;
  readonly postcode?: null | string | number;
  readonly country?: string | number;
  readonly iso?: null | string | number;
  readonly iso_state?: null | string | number;
  readonly latitude?: null | string | number;
  readonly longitude?: null | string | number;
  readonly name?: null | string | number;
  readonly type?: null | string | number;
  readonly phone?: null | string | number;
  readonly notes?: null | string | number;
  readonly external_id?: null | string | number;
  readonly is_default?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type SpecialHour2 = {
  readonly name: string | number;
  readonly is_repeating?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly open_at?: null | "" | string;
  readonly close_at?: null | "" | string;
  readonly start_at: string;
  readonly end_at: string;
};

export type NewLocation = {
  readonly name: string | number;
  readonly type?: null | string | number;
  readonly description?: null | string | number;
  readonly phone?: null | string | number;
  readonly email?: null | string | number;
  readonly external_id?: null | string | number;
  readonly external_code?: null | string | number;
  readonly timezone?: string;
  readonly country?: string;
  readonly region?: string | number;
  readonly is_published?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_permanently_closed?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly tags?: readonly (string | number)[];
  readonly custom_fields?: readonly CustomField2[];
  readonly address?: null | "" | Address3;
  readonly normal_hours?: readonly {
    readonly day_of_week: "MON" | "TUE" | "WED" | "THU" | "FRI" | "SAT" | "SUN";
    readonly open_at: string;
    readonly close_at: string;
  }[];
  readonly special_hours?: readonly SpecialHour2[];
};

export type ChangedLocation = {
  readonly name?: string | number;
  readonly type?: null | string | number;
  readonly description?: null | string | number;
  readonly phone?: null | string | number;
  readonly email?: null | string | number;
  readonly external_id?: string | number;
  readonly external_code?: null | string | number;
  readonly timezone?: string;
  readonly country?: string;
  readonly region?: string | number;
  readonly is_published?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_permanently_closed?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly tags?: readonly (string | number)[];
  readonly custom_fields?: readonly CustomField2[];
  readonly address?: null | "" | Address3;
  readonly normal_hours?: readonly {
    readonly day_of_week: "MON" | "TUE" | "WED" | "THU" | "FRI" | "SAT" | "SUN";
    readonly open_at: string;
    readonly close_at: string;
  }[];
  readonly special_hours?: readonly SpecialHour2[];
};

export type Organisation3 = {
  readonly id: number;
  readonly name: string;
  readonly handle: string;
  readonly type: "company" | "stockist" | "brand" | "organisation" | "group" | "school" | "club" | "other";
  readonly status: string | null;
  readonly is_tenant: boolean;
  readonly is_active: boolean;
  readonly phone: string | null;
  readonly secondary_phone: string | null;
  readonly email: string | null;
  readonly domain: string | null;
  readonly authorised_domains: readonly string[];
  readonly description: string | null;
  readonly short_description: string | null;
  readonly long_description: string | null;
  readonly icon: string | null;
  readonly image_url: string | null;
  readonly notes: string | null;
  readonly custom_fields: readonly CustomField[];
  readonly meta: unknown;
  readonly created_at: string;
  readonly updated_at: string;
  readonly address: Address | null;
};

export type NewOrganisation = {
  readonly name: string | number;
  readonly handle: string | number;
  readonly type: "company" | "stockist" | "brand" | "organisation" | "group" | "school" | "club" | "other";
  readonly status?: null | string | number;
  readonly is_tenant?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_active?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly phone?: null | string | number;
  readonly secondary_phone?: null | string | number;
  readonly email?: null | string | number;
  readonly domain?: null | string | number;
  readonly authorised_domains?: readonly (string | number)[];
  readonly description?: null | string | number;
  readonly short_description?: null | string | number;
  readonly long_description?: null | string | number;
  readonly icon?: null | string | number;
  readonly image_url?: null | string | number;
  readonly notes?: null | string | number;
  readonly custom_fields?: readonly CustomField2[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly address?: null | "" | Address3;
};

export type ChangedOrganisation = {
  readonly name?: string | number;
  readonly handle?: string | number;
  readonly type?: "company" | "stockist" | "brand" | "organisation" | "group" | "school" | "club" | "other";
  readonly status?: null | string | number;
  readonly is_tenant?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_active?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly phone?: null | string | number;
  readonly secondary_phone?: null | string | number;
  readonly email?: null | string | number;
  readonly domain?: null | string | number;
  readonly authorised_domains?: readonly (string | number)[];
  readonly description?: null | string | number;
  readonly short_description?: null | string | number;
  readonly long_description?: null | string | number;
  readonly icon?: null | string | number;
  readonly image_url?: null | string | number;
  readonly notes?: null | string | number;
  readonly custom_fields?: readonly CustomField2[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly address?: null | "" | Address3;
};

export type Department = {
  readonly id: number;
  readonly handle: string;
  readonly brand_id: number | null;
  readonly name: string;
  readonly external_id: string | null;
  readonly location_id: number | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly description: unknown;
  readonly short_description: unknown;
  readonly image_url: unknown;
  readonly external_code: unknown;
  readonly url: unknown;
  readonly is_system: unknown;
  readonly internal_note: unknown;
  readonly meta: unknown;
};

export type Brand = {
  readonly id: number;
  readonly handle: string;
  readonly name: string;
  readonly external_id: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly description: unknown;
  readonly short_description: unknown;
  readonly image_url: unknown;
  readonly external_code: unknown;
  readonly url: unknown;
  readonly is_system: unknown;
  readonly internal_note: unknown;
  readonly meta: unknown;
  readonly departments: readonly Department[];
};

export type NewBrand = {
  readonly handle: string | number;
  readonly name?: string | number;
  readonly external_id?: null | string | number;
  readonly description?: null | string | number;
  readonly short_description?: null | string | number;
  readonly image_url?: null | string | number;
  readonly external_code?: null | string | number;
  readonly url?: null | string | number;
  readonly is_system?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly internal_note?: null | string | number;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type ChangedBrand = {
  readonly handle?: string | number;
  readonly name?: string | number;
  readonly external_id?: null | string | number;
  readonly description?: null | string | number;
  readonly short_description?: null | string | number;
  readonly image_url?: null | string | number;
  readonly external_code?: null | string | number;
  readonly url?: null | string | number;
  readonly is_system?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly internal_note?: null | string | number;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type NewDepartment = {
  readonly handle: string | number;
  readonly brand_id: number | string;
  readonly name?: string | number;
  readonly external_id?: null | string | number;
  readonly location_id?: null | "" | number | string;
  readonly description?: null | string | number;
  readonly short_description?: null | string | number;
  readonly image_url?: null | string | number;
  readonly external_code?: null | string | number;
  readonly url?: null | string | number;
  readonly is_system?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly internal_note?: null | string | number;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type ChangedDepartment = {
  readonly handle?: string | number;
  readonly brand_id?: number | string;
  readonly name?: string | number;
  readonly external_id?: null | string | number;
  readonly location_id?: null | "" | number | string;
  readonly description?: null | string | number;
  readonly short_description?: null | string | number;
  readonly image_url?: null | string | number;
  readonly external_code?: null | string | number;
  readonly url?: null | string | number;
  readonly is_system?: null | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly internal_note?: null | string | number;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type Region3 = {
  readonly id: number;
  readonly handle: string;
  readonly name: string;
  readonly is_default: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  readonly countries: unknown;
  readonly currency: unknown;
};

export type NewRegion = {
  readonly handle: string | number;
  readonly name?: string | number;
  readonly is_default?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly countries?: readonly {
    readonly iso_2: string;
  }[];
  readonly currency?: null | "" | string;
};

export type ChangedRegion = {
  readonly handle?: string | number;
  readonly name?: string | number;
  readonly is_default?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly countries?: readonly {
    readonly iso_2: string;
  }[];
  readonly currency?: null | "" | string;
};

export type Status = {
  readonly id: number;
  readonly handle: string;
  readonly name: string;
  readonly sort_order: number | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly description: unknown;
  readonly short_description: unknown;
  readonly image_url: unknown;
  readonly group_handle: unknown;
  readonly group_name: unknown;
  readonly code: unknown;
  readonly colour: unknown;
  readonly text_colour: unknown;
  readonly primary_colour: unknown;
  readonly secondary_colour: unknown;
  readonly icon: unknown;
  readonly long_description: unknown;
  readonly terms_conditions: unknown;
  readonly earn_instructions: unknown;
  readonly internal_notes: unknown;
  readonly period: unknown;
  readonly period_type: unknown;
  readonly absolute_expiry: unknown;
  readonly timezone: unknown;
  readonly custom_fields: unknown;
};

export type NewStatus = {
  readonly handle: string | number;
  readonly name: string | number;
  readonly sort_order?: null | "" | number | string;
  readonly description?: null | string | number;
  readonly short_description?: null | string | number;
  readonly image_url?: null | string | number;
  readonly group_handle?: null | "" | string | number;
  readonly group_name?: null | string | number;
  readonly code?: null | string | number;
  readonly colour?: null | string | number;
  readonly text_colour?: null | string | number;
  readonly primary_colour?: null | string | number;
  readonly secondary_colour?: null | string | number;
  readonly icon?: null | string | number;
  readonly long_description?: null | string | number;
  readonly terms_conditions?: null | string | number;
  readonly earn_instructions?: null | string | number;
  readonly internal_notes?: null | string | number;
  readonly period?: null | "" | number | string;
  readonly period_type?: null | "" | "days" | "weeks" | "months" | "years" | "absolute_date" | "absolute_week" | "absolute_month";
  readonly absolute_expiry?: null | "" | string;
  readonly timezone?: null | "" | string;
  readonly custom_fields?: readonly CustomField2[];
};

export type ChangedStatus = {
  readonly handle?: string | number;
  readonly name?: string | number;
  readonly sort_order?: null | "" | number | string;
  readonly description?: null | string | number;
  readonly short_description?: null | string | number;
  readonly image_url?: null | string | number;
  readonly group_handle?: null | "" | string | number;
  readonly group_name?: null | string | number;
  readonly code?: null | string | number;
  readonly colour?: null | string | number;
  readonly text_colour?: null | string | number;
  readonly primary_colour?: null | string | number;
  readonly secondary_colour?: null | string | number;
  readonly icon?: null | string | number;
  readonly long_description?: null | string | number;
  readonly terms_conditions?: null | string | number;
  readonly earn_instructions?: null | string | number;
  readonly internal_notes?: null | string | number;
  readonly period?: null | "" | number | string;
  readonly period_type?: null | "" | "days" | "weeks" | "months" | "years" | "absolute_date" | "absolute_week" | "absolute_month";
  readonly absolute_expiry?: null | "" | string;
  readonly timezone?: null | "" | string;
  readonly custom_fields?: readonly CustomField2[];
};

export type RoleDefinition2 = {
  readonly id: number;
  readonly handle: string;
  readonly name: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly description: unknown;
};

export type System = {
  readonly id: number;
  readonly handle: string;
  readonly created_at: string;
  readonly updated_at: string;
};

export type State = {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly iso: string;
  readonly iso_2_country: string;
  readonly iso_2_country_state_code: string;
  readonly sort_order: null;
  readonly created_at: string;
  readonly updated_at: string;
};

export type Country = {
  readonly id: number;
  readonly name: string;
  readonly iso_2: string;
  readonly iso_3: string;
  readonly iso_numeric: string;
  readonly sort_order: number | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly states: readonly State[];
};

export type NewCountry = {
  readonly name: string | number;
  readonly iso_2: string;
  readonly iso_3: string;
  readonly iso_numeric: string | number;
  readonly sort_order?: null | "" | number | string;
};

export type ChangedCountry = {
  readonly name?: string | number;
  readonly iso_2?: string;
  readonly iso_3?: string;
  readonly iso_numeric?: string | number;
  readonly sort_order?: null | "" | number | string;
};

export type Currency = {
  readonly id: number;
  readonly from: string;
  readonly to: string;
  readonly rate: number;
  readonly is_system: boolean;
  readonly created_at: string;
  readonly updated_at: string;
};

export type NewCurrency = {
  readonly from: string;
  readonly to: string;
  readonly rate: number | string;
  readonly is_system?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
};

export type ChangedCurrency = {
  readonly from?: string;
  readonly to?: string;
  readonly rate?: number | string;
  readonly is_system?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
};

export type CustomField3 = {
  readonly id: number;
  readonly namespace: string;
  readonly handle: string;
  readonly name: string;
  readonly type: "string" | "integer" | "float" | "boolean" | "json" | "array";
  readonly value: unknown;
  readonly created_at: string;
  readonly updated_at: string;
  readonly version: null;
};

export type NewCustomField = {
  readonly namespace: string | number;
  readonly handle: string | number;
  readonly name?: string | number;
  readonly type: "string" | "integer" | "float" | "boolean" | "json" | "array";
  readonly value: unknown;
};

export type Staff = {
  readonly full_name: string;
  readonly id: string;
  readonly staff_number: string;
  readonly location_ids: readonly number[];
  readonly is_active: boolean;
  readonly role: "associate" | "manager";
  readonly created_at: string;
  readonly updated_at: string;
};

export type NewStaff = {
  readonly full_name: string | number;
  readonly pin: string;
  readonly staff_number: string | number;
  readonly location_ids?: readonly (number | string)[];
  readonly is_active?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly role?: "associate" | "manager";
};

export type ChangedStaff = {
  readonly full_name?: string | number;
  readonly pin?: string;
  readonly staff_number?: string | number;
  readonly location_ids?: readonly (number | string)[];
  readonly is_active?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly role?: "associate" | "manager";
};

export type Device = {
  readonly id: string;
  readonly name: string;
  readonly location_id: number;
  readonly state: "active" | "revoked" | "must_enrol";
  readonly enrolled_at: string;
  readonly last_contact_at: string | null;
  readonly token_expires_at: string | null;
  readonly is_restricted: boolean;
  readonly restricted_for: string | null;
  readonly charged: number;
};

export type Setting = {
  readonly id: number;
  readonly handle: string;
  readonly value: string;
  readonly type: "json" | "string";
  readonly created_at: string;
  readonly updated_at: string;
};

export type Event = {
  readonly id: number;
  readonly event: "profile.created" | "profile-temporary.created" | "profile.resent" | "profile.updated" | "profile.merged" | "profile.unmerged" | "profile.deleted" | "profile.restored" | "profile.depersonalised" | "profile.purged" | "identity.created" | "identity.updated" | "identity.deleted" | "profile.address.created" | "profile.address.updated" | "profile.address.deleted" | "interaction.created" | "interaction.updated" | "interaction.deleted" | "visit.created" | "visit.updated" | "visit.deleted" | "task.created" | "task.updated" | "task.deleted" | "appointment.created" | "appointment.updated" | "appointment.deleted" | "location-profile.created" | "location-profile.updated" | "location-profile.deleted" | "organisation.created" | "organisation.updated" | "organisation.deleted" | "organisation-member.created" | "organisation-member.updated" | "organisation-member.deleted" | "role-definition.created" | "role-definition.updated" | "role-definition.deleted" | "connection.created" | "connection.updated" | "connection.deleted" | "connection-definition.created" | "connection-definition.updated" | "connection-definition.deleted" | "message-template.created" | "message-template.updated" | "message-template.deleted" | "product-list.created" | "product-list.updated" | "product-list.deleted" | "product-list-item.created" | "product-list-item.updated" | "product-list-item.deleted" | "product-list-item.linked" | "product-list-share.created" | "product-list-share.deleted" | "product-list-reservation.created" | "product-list-reservation.updated" | "product-list-reservation.deleted" | "rating.created" | "rating.updated" | "rating.deleted" | "share.created" | "share.updated" | "share.deleted" | "share.used" | "reminder.created" | "reminder.updated" | "reminder.deleted" | "note.created" | "reward.created" | "reward.updated" | "reward.expired" | "reward.deleted" | "point.created" | "point.updated" | "point.deleted" | "point.expired" | "point.exchanged" | "budget.reached" | "benefit.created" | "benefit.updated" | "benefit.expired" | "benefit.deleted" | "benefit.claimed" | "benefit.code.allocated" | "prize-draw.created" | "prize-draw.won" | "allocation.loaded" | "credit.created" | "credit.updated" | "credit.expired" | "credit.deleted" | "gift-card.created" | "gift-card.activated" | "gift-card.topped-up" | "gift-card.voided" | "gift-card.released" | "credit.locked" | "credit.unlocked" | "gift-card.locked" | "gift-card.unlocked" | "gift-card.blocked" | "redemption.created" | "redemption.reversed" | "redemption.exceeded" | "account.frozen" | "account.unfrozen" | "velocity.exceeded" | "redemption.returned" | "shortfall.created" | "shortfall.recovered" | "shortfall.written-off" | "transaction.created" | "transaction.updated" | "transaction.deleted" | "transaction.points.issued" | "transaction.tier-points.issued" | "transaction.resent" | "transaction-item.resent" | "transaction-claim.created" | "transaction-claim.updated" | "transaction-claim.deleted" | "aggregation.updated" | "tier.achieved" | "tier.lost" | "tier.maintained" | "tier.progressed" | "tier.welcomed" | "tier-point.created" | "tier-point.updated" | "tier-point.deleted" | "achievement.progressed" | "achievement.unlocked" | "achievement.lost" | "reward-definition.created" | "reward-definition.updated" | "reward-definition.deleted" | "point-definition.created" | "point-definition.updated" | "point-definition.deleted" | "rate.created" | "rate.updated" | "rate.deleted" | "tier-definition.created" | "tier-definition.updated" | "tier-definition.deleted" | "benefit-definition.created" | "benefit-definition.updated" | "benefit-definition.deleted" | "credit-definition.created" | "credit-definition.updated" | "credit-definition.deleted" | "achievement-definition.created" | "achievement-definition.updated" | "achievement-definition.deleted" | "list-definition.created" | "list-definition.updated" | "list-definition.deleted" | "location.created" | "location.updated" | "location.deleted" | "brand.created" | "brand.updated" | "brand.deleted" | "department.created" | "department.updated" | "department.deleted" | "region.created" | "region.updated" | "region.deleted" | "status.created" | "status.updated" | "status.deleted" | "system.created" | "system.deleted" | "tag.created" | "tag.deleted" | "order.created" | "order.updated" | "order.deleted" | "product.created" | "product.updated" | "product.deleted" | "profile-region.created" | "profile-region.updated" | "profile-region.deleted" | "country.created" | "country.updated" | "country.deleted" | "currency.created" | "currency.updated" | "currency.deleted" | "custom-field.created" | "custom-field.updated" | "custom-field.deleted" | "staff.created" | "staff.updated" | "setting.updated" | "device.enrolled" | "device.revoked" | "device.must-enrol" | "device.restricted" | "device.cleared" | "device.charged" | "enrolment-code.created" | "token.created" | "token.revoked" | "tenant.created" | "server.restored";
  readonly profile_id: string | null;
  readonly command_id: string | null;
  readonly actor: string;
  readonly context: { readonly [name: string]: unknown };
  readonly occurred_at: string;
  readonly recorded_at: string;
};

export type NewVisit2 = {
  readonly notes?: null | string | number;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly location_id?: null | "" | number | string;
  readonly location_external_id?: null | string | number;
  readonly staff_id?: null | string | number;
  readonly visited_at?: null | "" | string;
};

export type NewTask2 = {
  readonly details?: null | string | number;
  readonly kind?: "follow_up" | "call" | "message" | "prepare" | "other";
  readonly priority?: "normal" | "high";
  readonly due_time?: null | "" | string;
  readonly assignee_id?: null | "" | string;
  readonly title: string | number;
  readonly due_day: string;
  readonly location_id: number | string;
};

export type NewAppointment2 = {
  readonly title?: null | string | number;
  readonly details?: null | string | number;
  readonly guest_name?: null | string | number;
  readonly assignee_id?: null | "" | string;
  readonly state?: "requested" | "confirmed" | "waiting";
  readonly is_walk_in?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly kind: "styling" | "fitting" | "collection" | "repair" | "other";
  readonly day: string;
  readonly time: string;
  readonly minutes: number | string;
  readonly location_id: number | string;
};

export type ChangedConnection = {
  readonly name?: string | number;
  readonly description?: null | string | number;
  readonly connected_at?: null | "" | string;
  readonly is_published?: null | "" | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_default?: null | "" | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_invalid?: null | "" | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly is_primary?: null | "" | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly sort_order?: null | "" | number | string;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly notes?: null | string | number;
  readonly status?: "draft" | "pending" | "accepted" | "rejected" | "hold" | "archived" | "break";
  readonly is_archived?: null | "" | boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly disconnected_by?: null | "" | string;
  readonly disconnected_at?: null | "" | string;
};

export type List = {
  readonly id: number;
  readonly handle: string;
  readonly name: string;
  readonly description: string | null;
  readonly sort_order: number | null;
  readonly tags: readonly string[];
  readonly custom_fields: readonly CustomField[];
  readonly meta: unknown;
  readonly custom_date: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly profile_id: string;
  readonly location_id: number | null;
  readonly location: JoinedLocation | null;
  readonly staff_id: string | null;
  readonly staff: {
    readonly id: string;
    readonly full_name: string;
  } | null;
  readonly list_definition_id: number | null;
  readonly definition: Definition10 | null;
  readonly items: readonly Item7[];
  readonly is_shared: boolean;
  readonly shares: readonly Share[];
};

export type Item11 = {
  readonly product_id?: null | "" | number | string;
  readonly product_variant_id?: null | "" | number | string;
  readonly product_category_id?: null | "" | number | string;
  readonly custom_product?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly quantity?: number | string;
  readonly position?: null | "" | number | string;
  readonly status?: null | string | number;
  readonly source?: null | string | number;
  readonly external_id?: null | string | number;
  readonly transaction_item_id?: null | "" | number | string;
  readonly location_id?: null | "" | number | string;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly product_variant_sku?: null | string | number;
  readonly product_variant_barcode?: null | string | number;
  readonly id?: null | "" | number | string;
};

export type NewList = {
  readonly name: string | number;
  readonly description?: null | string | number;
  readonly sort_order?: null | "" | number | string;
  readonly tags?: readonly (string | number)[];
  readonly custom_fields?: readonly CustomField2[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly handle?: null | "" | string | number;
  readonly list_definition_id?: null | "" | number | string;
  readonly custom_date?: null | "" | string;
  readonly location_id?: null | "" | number | string;
  readonly staff_id?: null | string | number;
  readonly items?: null | "" | readonly Item11[];
  readonly update_items_only?: null | "" | boolean | 0 | 1 | "0" | "1" | "true" | "false";
};

export type ChangedList = {
  readonly name?: string | number;
  readonly description?: null | string | number;
  readonly sort_order?: null | "" | number | string;
  readonly tags?: readonly (string | number)[];
  readonly custom_fields?: readonly CustomField2[];
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly handle?: null | "" | string | number;
  readonly list_definition_id?: null | "" | number | string;
  readonly custom_date?: null | "" | string;
  readonly location_id?: null | "" | number | string;
  readonly staff_id?: null | string | number;
  readonly items?: null | "" | readonly Item11[];
  readonly update_items_only?: null | "" | boolean | 0 | 1 | "0" | "1" | "true" | "false";
};

export type Aggregation = {
  readonly profile_id: string;
  readonly spend_12m: number;
  readonly spend_12m_now: number;
  readonly spend_all: number;
  readonly spend_atv_12m: number;
  readonly spend_atv_all: number;
  readonly spend_first_date: string | null;
  readonly spend_last_date: string | null;
  readonly discount_avg: number;
  readonly first_shop_date: string | null;
  readonly first_shop_days: number | null;
  readonly second_shop_date: string | null;
  readonly second_shop_days: number | null;
  readonly previous_shop_date: string | null;
  readonly latest_shop_date: string | null;
  readonly latest_shop_days: number | null;
  readonly average_shop_days: number | null;
  readonly at_risk_date: string | null;
  readonly total_shop_days: number;
  readonly shop_count: number;
  readonly shop_days: number;
  readonly latest_shop_spend: number | null;
  readonly latest_shop_currency: string | null;
  readonly dimension_frequency: "F0" | "F1" | "F2" | "FL" | "FH";
  readonly dimension_recency: "RO" | "RC" | "RS" | "RA" | "RI" | "RL" | "RR";
  readonly dimension_join: string | null;
  readonly join_hour: number | null;
  readonly join_day: "sunday" | "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | null;
  readonly channel: "CF" | "CO" | "CM" | null;
  readonly store_join: JoinedLocation | null;
  readonly most_transacted_location: JoinedLocation | null;
  readonly latest_transacted_location: JoinedLocation | null;
  readonly most_spend_location: JoinedLocation | null;
  readonly most_spend_12m_location: JoinedLocation | null;
  readonly transacted_locations: readonly number[];
  readonly purchased_brands: readonly string[];
  readonly likely_country: string | null;
  readonly likely_country_score: number | null;
  readonly likely_country_iso: string | null;
  readonly likely_country_iso_score: number | null;
  readonly likely_state_iso: string | null;
  readonly likely_state_iso_score: number | null;
  readonly likely_region: string | null;
  readonly likely_region_score: number | null;
  readonly total_referred: number;
  readonly top_historic_status: Status | null;
};

export type NewRegion2 = {
  readonly country?: null | "" | string;
  readonly state?: null | string | number;
  readonly is_active?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly region_id: number | string;
};

export type NewOrganisation2 = {
  readonly role_definition_id?: null | "" | number | string;
  readonly expires_at?: null | "" | string;
  readonly is_active?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
  readonly organisation_id: number | string;
};

export type Status2 = {
  readonly id: number;
  readonly handle: string;
  readonly name: string;
  readonly sort_order: number | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly description: unknown;
  readonly short_description: unknown;
  readonly image_url: unknown;
  readonly group_handle: unknown;
  readonly group_name: unknown;
  readonly code: unknown;
  readonly colour: unknown;
  readonly text_colour: unknown;
  readonly primary_colour: unknown;
  readonly secondary_colour: unknown;
  readonly icon: unknown;
  readonly long_description: unknown;
  readonly terms_conditions: unknown;
  readonly earn_instructions: unknown;
  readonly internal_notes: unknown;
  readonly period: unknown;
  readonly period_type: unknown;
  readonly absolute_expiry: unknown;
  readonly timezone: unknown;
  readonly custom_fields: unknown;
  readonly starts_at: string | null;
  readonly expires_at: string | null;
  readonly is_active: boolean;
};

export type NewStatus2 = {
  readonly starts_at?: null | "" | string;
  readonly expires_at?: null | "" | string;
  readonly status_id?: number | string;
  readonly handle?: string | number;
};

export type Merge = {
  readonly id: number;
  readonly source_profile_id: string;
  readonly destination_profile_id: string;
  readonly merged_at: string;
  readonly merged_by: string;
  readonly unmerged_at: string | null;
  readonly unmerged_by: string | null;
  readonly can_be_undone: boolean;
  readonly why_not: "undone" | "merged_since" | "destination_gone" | "spent_since" | "contact_taken" | null;
  readonly filled: readonly string[];
  readonly consent_from_source: readonly string[];
  readonly overruled: readonly CustomAttribute[];
};

export type NewClaim = {
  readonly definition: number | string | string | number;
  readonly timezone?: null | "" | string;
  readonly external_id?: null | string | number;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
};

export type CurrentTier = {
  readonly id: number;
  readonly name: string;
  readonly handle: string;
  readonly value_min: number;
  readonly value_maintain: number | null;
};

export type Programme2 = {
  readonly programme: string;
  readonly current_tier: CurrentTier | null;
  readonly next_tier: CurrentTier | null;
  readonly prev_tier: CurrentTier | null;
  readonly is_floor: boolean;
  readonly current_credit: number;
  readonly current_progress: number;
  readonly current_remain: number;
  readonly next_progress: number;
  readonly next_remain: number | null;
  readonly total_points_12m: number;
  readonly total_points_achievement: number;
  readonly next_progress_change_at: string | null;
  readonly achieved_at: string | null;
  readonly anniversary_at: string | null;
  readonly maintained_at: string | null;
  readonly assigned_at: string | null;
};

export type Tier3 = {
  readonly programme: string | null;
  readonly current_tier: CurrentTier | null;
  readonly next_tier: CurrentTier | null;
  readonly prev_tier: CurrentTier | null;
  readonly is_floor: boolean;
  readonly current_credit: number;
  readonly current_progress: number;
  readonly current_remain: number;
  readonly next_progress: number;
  readonly next_remain: number | null;
  readonly total_points_12m: number;
  readonly total_points_achievement: number;
  readonly next_progress_change_at: string | null;
  readonly achieved_at: string | null;
  readonly anniversary_at: string | null;
  readonly maintained_at: string | null;
  readonly assigned_at: string | null;
  readonly profile_id: string;
  readonly programmes: readonly Programme2[];
};

export type Level5 = {
  readonly name: string;
  readonly display_number: number;
  readonly trigger: number;
  readonly description: string | null;
  readonly repeats: boolean;
  readonly repeat_interval: number | null;
};

export type Progress = {
  readonly profile_id: string;
  readonly definition_id: number;
  readonly current_level: {
    readonly name: string;
    readonly display_number: number;
    readonly trigger: number;
  } | null;
  readonly prev_level: {
    readonly name: string;
    readonly display_number: number;
    readonly trigger: number;
  } | null;
  readonly next_level: {
    readonly name: string;
    readonly display_number: number;
    readonly trigger: number;
  } | null;
  readonly next_level_remain: number | null;
  readonly current_score: number;
  readonly current_cycle_score: number;
  readonly used_score: number;
  readonly current_remain: number;
  readonly current_credit: number;
  readonly prev_credit: number;
  readonly achieved_at: string | null;
  readonly anniversary_at: string | null;
};

export type Achievement3 = {
  readonly id: string | number | boolean | null;
  readonly name: string | number | boolean | null;
  readonly handle: string | number | boolean | null;
  readonly description: string | number | boolean | null;
  readonly short_description: string | number | boolean | null;
  readonly long_description: string | number | boolean | null;
  readonly earn_instructions: string | number | boolean | null;
  readonly terms_conditions: string | number | boolean | null;
  readonly icon: string | number | boolean | null;
  readonly image_url: string | number | boolean | null;
  readonly starts_at: string | number | boolean | null;
  readonly ends_at: string | number | boolean | null;
  readonly period: string | number | boolean | null;
  readonly enable_annual_earn_cycle: string | number | boolean | null;
  readonly display_level: string | number | boolean | null;
  readonly display_option: string | number | boolean | null;
  readonly levels: readonly Level5[];
  readonly progress: readonly Progress[];
};

export type NewAchievement = {
  readonly definition_id: number | string;
  readonly count: number | string;
  readonly issued_at?: null | "" | string;
  readonly expires_at?: null | "" | string;
  readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
  readonly staff_id?: null | string | number;
  readonly reason?: null | "" | "goodwill" | "correction" | "dispute" | "promotion" | "migration";
  readonly reference?: null | "" | string | number;
};

export type TypeAttributes = {
  readonly id: string;
  readonly kind: string;
  readonly unit: string;
  readonly entry_id: string;
  readonly lot_id: string;
  readonly definition_id: number | null;
  readonly source_type: string;
  readonly source_id: string;
  readonly source_level: number | null;
  readonly source_transaction_id: number | null;
  readonly reason: "goodwill" | "correction" | "dispute" | "promotion" | "migration" | null;
  readonly reference: string | null;
};

export type Ledger = {
  readonly id: number;
  readonly expires_at: string | null;
  readonly occurred_at: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly profile: {
    readonly id: string;
    readonly email: string | null;
  };
  readonly type: "transaction" | "reward" | "point" | "benefit" | "credit";
  readonly type_attributes: TypeAttributes;
  readonly description: string;
  readonly dollar_value: number;
  readonly dollar_balance: number;
  readonly point_value: number;
  readonly point_balance: number;
  readonly point_dollar_value: number;
  readonly credit_balance: number;
};

export type Shortfall = {
  readonly type: "reward" | "point" | "benefit" | "credit";
  readonly definition_id: number | null;
  readonly amount: number;
  readonly since: string;
};

export type WriteOff = {
  readonly id: number;
  readonly profile_id: string;
  readonly type: "reward" | "point" | "benefit" | "credit";
  readonly definition_id: number | null;
  readonly amount: number;
  readonly reason: "goodwill" | "mistake" | "fraud" | "uncollectable" | "debt_max" | "expired" | "erased";
  readonly reference: string;
  readonly created_at: string;
  readonly updated_at: string;
};

export type NewWriteOff = {
  readonly amount?: number | string;
  readonly points?: number | string;
  readonly point_definition_id?: number | string;
  readonly reason: "goodwill" | "mistake" | "fraud" | "uncollectable";
  readonly reference: string | number;
};

export type Freeze = {
  readonly id: number;
  readonly profile_id: string;
  readonly reason: "fraud" | "dispute" | "card_lost" | "customer_request" | "review";
  readonly reference: string;
  readonly unfrozen_at: string | null;
  readonly unfreeze_reason: "cleared" | "resolved" | "mistake" | null;
  readonly unfreeze_reference: string | null;
  readonly created_at: string;
  readonly updated_at: string;
};

export type Claim = {
  readonly id: number;
  readonly status: "pending" | "claimed" | "rejected" | "expired";
  readonly profile_id: string;
  readonly transaction_receipt_ref: string;
  readonly transaction_transacted_at: string;
  readonly transaction_timezone: string;
  readonly transaction_total: number;
  readonly transaction_location_external_code: string;
  readonly staff_id: string | null;
  readonly attempts: number;
  readonly claimed_transaction_id: number | null;
  readonly claimed_at: string | null;
  readonly last_checked_at: string;
  readonly expires_at: string;
  readonly created_at: string;
  readonly updated_at: string;
};

export type NewClaim2 = {
  readonly transaction_receipt_ref: string | number;
  readonly transaction_transacted_at: string;
  readonly transaction_total: number | string;
  readonly transaction_timezone?: null | "" | string;
  readonly transaction_location_external_code: string | number;
  readonly profile_id?: null | "" | string;
  readonly staff_id?: null | "" | string;
};

export type TransactionProduct = {
  readonly id: number | null;
  readonly product_id: number | null;
  readonly sku: string | null;
  readonly external_id: unknown;
  readonly barcode: string | null;
  readonly web_url: string | null;
  readonly handle: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly brand: string | null;
  readonly category: string | null;
  readonly subcategory: string | null;
  readonly position: number;
  readonly price: number;
  readonly price_discounted: number | null;
  readonly price_comparison: number | null;
  readonly price_cost: number | null;
  readonly available_quantity: number | null;
  readonly images: readonly unknown[];
  readonly meta: unknown;
  readonly tags: readonly unknown[];
  readonly options: readonly unknown[];
  readonly created_at: string;
  readonly updated_at: string;
  readonly purchase_qty: number;
  readonly refund_qty: number;
  readonly net_qty: number;
  readonly countt: number;
  readonly latest_transacted_at: string;
  readonly product: {
    readonly purchase_qty: number;
    readonly refund_qty: number;
  };
  readonly location_types: string;
};

export type GroupTransaction = {
  readonly order_number: string | null;
  readonly transaction_id: number;
  readonly number_transactions: number;
  readonly latest_updated_at: string;
  readonly latest_transacted_at: string;
};

export type GroupTransaction2 = {
  readonly current_page: number;
  readonly data: readonly GroupTransaction[];
  readonly first_page_url: string;
  readonly from: number | null;
  readonly last_page: number;
  readonly last_page_url: string;
  readonly links: readonly {
    readonly url: string | null;
    readonly label: string | null;
    readonly active: boolean;
  }[];
  readonly next_page_url: string | null;
  readonly path: string;
  readonly per_page: number;
  readonly prev_page_url: string | null;
  readonly to: number | null;
  readonly total: number;
};

/** What each operation takes and answers. */
export type Operations = {
  /** List the tokens that work, or those that no longer do, without their secret text */
  readonly "GET /auth/access-tokens": {
    readonly query?: Query;
    readonly answer: readonly AccessToken[];
  };
  /** Create a token; its secret text is only shown this once */
  readonly "POST /auth/api-tokens": {
    readonly body: {
      readonly name: string | number;
      readonly scopes: readonly string[];
      readonly expires_at?: null | "" | string;
    };
    readonly answer: {
      readonly accessToken: string;
      readonly token: AccessToken;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Check whether the token is valid, and what it may do */
  readonly "GET /auth/verify": {
    readonly answer: {
      readonly status: 200;
      readonly data: Verify;
    };
  };
  /** Check whether an email or a mobile phone is free */
  readonly "POST /profiles/availability": {
    readonly body: {
      readonly email?: null | string | number;
      readonly mobile_phone?: null | string | number;
    };
    readonly answer: {
      readonly data: {
        readonly email: {
          readonly available: boolean;
          readonly profile: {
            readonly id: string;
          } | null;
        } | null;
        readonly mobile_phone: {
          readonly available: boolean;
          readonly profile: {
            readonly id: string;
          } | null;
        } | null;
      };
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Find a profile by the handle and the identifier of an identity */
  readonly "POST /profiles/search-id": {
    readonly body: {
      readonly type: string | number;
      readonly id: string | number;
    };
    readonly answer: {
      readonly data: SearchId;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Find the profiles that have an identifier, under any handle */
  readonly "GET /identities/search-profile/{identifier}": {
    readonly params: { readonly identifier: string | number };
    readonly answer: {
      readonly data: readonly SearchId[];
    };
  };
  /** Queue profiles to be created, or changed if they are there already */
  readonly "POST /profiles/batch": {
    readonly body: {
      readonly match_criteria: string;
      readonly profiles: readonly { readonly [name: string]: unknown }[];
    };
    readonly answer: {
      readonly data: {
        readonly message: string;
        readonly batch_id: number;
      };
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Send every profile that has changed since a time again to those who follow events */
  readonly "POST /profiles/sync": {
    readonly body: {
      readonly updated_at: string;
    };
    readonly answer: {
      readonly data: {
        readonly updated_at: string;
      };
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** List import jobs */
  readonly "GET /import-jobs": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly ImportJob[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Add up to 500 rows to an import */
  readonly "POST /import-jobs": {
    readonly body: {
      readonly import_id: number | string;
      readonly data: readonly { readonly [name: string]: unknown }[];
      readonly total_batch_count?: null | "" | number | string;
    };
    readonly answer: {
      readonly data: ImportJob;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read an import job */
  readonly "GET /import-jobs/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: ImportJob;
    };
  };
  /** Merge a profile, the source, into another, with all that it has */
  readonly "POST /profiles/merge": {
    readonly body: {
      readonly source_profile_id: string;
      readonly destination_profile_id: string;
    };
    readonly answer: {
      readonly data: SearchId;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Undo a merge, while nothing that the source had has been spent */
  readonly "POST /profiles/unmerge": {
    readonly body: {
      readonly source_profile_id: string;
    };
    readonly answer: {
      readonly data: SearchId;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Bring a deleted profile back, with everything it had */
  readonly "POST /profiles/{profile_id}/restore": {
    readonly params: { readonly profile_id: string | number };
    readonly body: { readonly [name: string]: unknown };
    readonly answer: {
      readonly data: SearchId;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Export everything that is held about a person, to answer an access request */
  readonly "GET /profiles/{profile_id}/export": {
    readonly params: { readonly profile_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: {
        readonly profile_id: string;
        readonly records: { readonly [name: string]: readonly { readonly [name: string]: unknown }[] };
      };
    };
  };
  /** Erase who a profile is, for good, but keep the record of what happened */
  readonly "DELETE /profiles/{profile_id}/personal-data": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: null;
  };
  /** Erase all that is held about a person, for good */
  readonly "DELETE /profiles/{profile_id}/purge": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: null;
  };
  /** Redeem an amount from a profile's balance, and use benefits with it */
  readonly "POST /profiles/{profile_id}/redeem": {
    readonly params: { readonly profile_id: string | number };
    readonly body: NewRedeem;
    readonly answer: {
      readonly data: Redeem;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Ask what a redemption would answer */
  readonly "POST /profiles/{profile_id}/redeem/preview": {
    readonly params: { readonly profile_id: string | number };
    readonly body: NewRedeem;
    readonly answer: {
      readonly data: Preview;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Reverse a redemption within ten minutes */
  readonly "POST /redemptions/{id}/reversal": {
    readonly params: { readonly id: string | number };
    readonly body: { readonly [name: string]: unknown };
    readonly answer: {
      readonly data: Reversal;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Reverse a redemption, however long ago it was */
  readonly "POST /redemptions/{id}/late-reversal": {
    readonly params: { readonly id: string | number };
    readonly body: { readonly [name: string]: unknown };
    readonly answer: {
      readonly data: Reversal;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Send a transaction again to those who follow events; nothing changes */
  readonly "POST /transactions/{id}/resend": {
    readonly params: { readonly id: string | number };
    readonly body: { readonly [name: string]: unknown };
    readonly answer: {
      readonly data: Resend;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Send a line of a transaction again to those who follow events; nothing changes */
  readonly "POST /transactions/items/{id}/resend": {
    readonly params: { readonly id: string | number };
    readonly body: { readonly [name: string]: unknown };
    readonly answer: {
      readonly data: Item4;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /**
   * Give back what was redeemed on returned goods, as new rewards, points or credit, and uses
   * of benefits
   */
  readonly "POST /redemptions/{id}/return": {
    readonly params: { readonly id: string | number };
    readonly body: NewReturn;
    readonly answer: {
      readonly data: Reversal;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Make blank gift cards, worth nothing until they are activated */
  readonly "POST /credits/cards": {
    readonly body: NewCard;
    readonly answer: {
      readonly data: readonly {
        readonly id: number;
        readonly credit_number: string;
        readonly security_code: string | null;
      }[];
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** List cards */
  readonly "GET /credits/cards": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Card[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Activate a blank gift card when it is sold */
  readonly "POST /credits/cards/activate": {
    readonly body: NewActivate;
    readonly answer: {
      readonly data: Card;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Put more money on a gift card */
  readonly "POST /credits/cards/top-up": {
    readonly body: NewActivate;
    readonly answer: {
      readonly data: Card;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read what is on a gift card */
  readonly "POST /credits/cards/lookup": {
    readonly body: {
      readonly credit_number: string | number;
      readonly security_code?: null | "" | string | number;
      readonly lock_token?: null | string | number;
    };
    readonly answer: {
      readonly data: Lookup;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Hold a gift card for one checkout; sent again with its token, for longer */
  readonly "POST /credits/cards/lock": {
    readonly body: NewLock;
    readonly answer: {
      readonly data: Lookup;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** End the hold on a gift card */
  readonly "POST /credits/cards/unlock": {
    readonly body: {
      readonly credit_number: string | number;
      readonly security_code?: null | "" | string | number;
      readonly lock_token?: null | string | number;
    };
    readonly answer: {
      readonly data: Lookup;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Pay with a gift card, by its number and PIN */
  readonly "POST /credits/cards/redeem": {
    readonly body: NewRedeem2;
    readonly answer: {
      readonly data: Redeem;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Void a gift card; `voided_value` is the most that its buyer may get back */
  readonly "POST /credits/cards/{id}/void": {
    readonly params: { readonly id: string | number };
    readonly body: { readonly [name: string]: unknown };
    readonly answer: {
      readonly data: Void;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Move what is on a gift card to a customer's account */
  readonly "POST /credits/cards/{id}/release": {
    readonly params: { readonly id: string | number };
    readonly body: {
      readonly profile_id: string;
    };
    readonly answer: {
      readonly data: Void;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Refund what is on a gift card to its buyer */
  readonly "POST /credits/cards/{id}/revert": {
    readonly params: { readonly id: string | number };
    readonly body: { readonly [name: string]: unknown };
    readonly answer: {
      readonly data: Void;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Let the PIN of a gift card be tried again */
  readonly "POST /credits/cards/{id}/unblock": {
    readonly params: { readonly id: string | number };
    readonly body: { readonly [name: string]: unknown };
    readonly answer: {
      readonly data: Void;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Hold credit of a profile for one checkout; sent again with its token, for longer */
  readonly "POST /credits/{id}/lock": {
    readonly params: { readonly id: string | number };
    readonly body: {
      readonly lock_token?: null | string | number;
      readonly seconds?: number | string;
    };
    readonly answer: {
      readonly data: Lock;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** End the hold on credit of a profile */
  readonly "POST /credits/{id}/unlock": {
    readonly params: { readonly id: string | number };
    readonly body: {
      readonly lock_token: string | number;
    };
    readonly answer: {
      readonly data: Lock;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Give credit of a profile to another one, now or from a later time */
  readonly "POST /credits/{id}/release": {
    readonly params: { readonly id: string | number };
    readonly body: {
      readonly profile_id: string;
      readonly released_at?: null | "" | string;
    };
    readonly answer: {
      readonly data: Release;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Add up redemptions by a field, or by local day or month */
  readonly "GET /redemptions/group-by": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly GroupBy[];
    };
  };
  /** Export what was redeemed, reversed and returned on some days */
  readonly "GET /redemptions/export": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Export[];
    };
  };
  /** Report what is outstanding over a span of days */
  readonly "GET /liability": {
    readonly query?: Query;
    readonly answer: {
      readonly data: Liability;
    };
  };
  /** Calculate what a basket would earn */
  readonly "POST /rates/calculate": {
    readonly body: NewCalculate;
    readonly answer: {
      readonly data: Calculate;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Try a definition on the past before it is saved */
  readonly "POST /points/definitions/dry-run": {
    readonly query?: Query;
    readonly body: NewDryRun;
    readonly answer: {
      readonly data: DryRun;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Try a definition on the past before it is saved */
  readonly "POST /rates/dry-run": {
    readonly query?: Query;
    readonly body: NewDryRun2;
    readonly answer: {
      readonly data: DryRun;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Try a definition on the past before it is saved */
  readonly "POST /tiers/definitions/dry-run": {
    readonly query?: Query;
    readonly body: NewDryRun3;
    readonly answer: {
      readonly data: DryRun2;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Try a definition on the past before it is saved */
  readonly "POST /achievements/definitions/dry-run": {
    readonly query?: Query;
    readonly body: NewDryRun4;
    readonly answer: {
      readonly data: DryRun3;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Try a definition on the past before it is saved */
  readonly "POST /rewards/definitions/dry-run": {
    readonly query?: Query;
    readonly body: NewDryRun5;
    readonly answer: {
      readonly data: DryRun4;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Try a definition on the past before it is saved */
  readonly "POST /benefits/definitions/dry-run": {
    readonly query?: Query;
    readonly body: NewDryRun6;
    readonly answer: {
      readonly data: DryRun5;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Explain an issue, a redemption or a refusal */
  readonly "GET /commands/{id}/why": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Why;
    };
  };
  /** Explain a redemption, a reversal or a return */
  readonly "GET /redemptions/{id}/why": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Why;
    };
  };
  /** Explain what a transaction earned, issued or took back */
  readonly "GET /transactions/{id}/why": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Why2;
    };
  };
  /** Explain what is left of a reward */
  readonly "GET /rewards/{id}/why": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Why3;
    };
  };
  /** Explain what is left of a point */
  readonly "GET /points/{id}/why": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Why3;
    };
  };
  /** Explain what is left of a benefit */
  readonly "GET /benefits/{id}/why": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Why3;
    };
  };
  /** Explain what is left of a credit */
  readonly "GET /credits/{id}/why": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Why3;
    };
  };
  /** Count benefits, and those that were used at least once */
  readonly "GET /benefits.count": {
    readonly answer: {
      readonly countAll: number;
      readonly countRedeemed: number;
    };
  };
  /** Extend benefits of one profile */
  readonly "POST /benefits/extend": {
    readonly body: NewExtend;
    readonly answer: {
      readonly data: readonly Extend[];
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Copy a benefit definition, without its benefits and codes */
  readonly "POST /benefits/definitions/{id}/clone": {
    readonly params: { readonly id: string | number };
    readonly body: {
      readonly handle: string | number;
      readonly name?: string | number;
    };
    readonly answer: {
      readonly data: Definition5;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Count the codes of all pools, or of one */
  readonly "GET /allocations.count": {
    readonly query?: Query;
    readonly answer: AllocationsCount;
  };
  /** List everybody who took part in a prize draw */
  readonly "GET /prize-draws/{id}/entrants": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: readonly string[];
    };
  };
  /** Use a benefit, once or several times */
  readonly "POST /profiles/{profile_id}/benefits/{benefit_id}/redeem": {
    readonly params: { readonly profile_id: string | number; readonly benefit_id: string | number };
    readonly body: {
      readonly count?: null | "" | number | string;
      readonly meta?: null | "" | { readonly [name: string]: unknown } | readonly unknown[];
    };
    readonly answer: {
      readonly data: Redemption;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** List the profiles that may be the same person's, the likeliest first */
  readonly "GET /profiles/{profile_id}/duplicates": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: {
      readonly data: readonly Duplicate[];
    };
  };
  /** Read what the profile at the other side of a connection shares */
  readonly "GET /profiles/{profile_id}/connections/{connection_id}/profileInfo": {
    readonly params: { readonly profile_id: string | number; readonly connection_id: string | number };
    readonly answer: {
      readonly data: ProfileInfo;
    };
  };
  /** Read the balances of a profile */
  readonly "GET /profiles/{profile_id}/balances": {
    readonly params: { readonly profile_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: Balance;
    };
  };
  /** Explain the balances of a profile */
  readonly "GET /profiles/{profile_id}/balances/why": {
    readonly params: { readonly profile_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: {
        readonly balances: readonly Balance2[];
        readonly definitions: readonly Definition4[];
      };
    };
  };
  /** Explain the tiers of a profile */
  readonly "GET /profiles/{profile_id}/tiers/why": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: {
      readonly data: {
        readonly programmes: readonly Programme[];
        readonly definitions: readonly Definition4[];
      };
    };
  };
  /** Explain the achievements of a profile */
  readonly "GET /profiles/{profile_id}/achievements/why": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: {
      readonly data: {
        readonly achievements: readonly Achievement2[];
        readonly definitions: readonly Definition4[];
      };
    };
  };
  /** Read the transaction that a system sent with this id */
  readonly "GET /transactions/external/{external_id}": {
    readonly params: { readonly external_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: Resend;
    };
  };
  /** List variants of a product */
  readonly "GET /products/{product_id}/variants": {
    readonly params: { readonly product_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly ProductVariant[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Read a variant of a product */
  readonly "GET /products/{product_id}/variants/{variant_id}": {
    readonly params: { readonly product_id: string | number; readonly variant_id: string | number };
    readonly answer: {
      readonly data: ProductVariant;
    };
  };
  /** Change a variant of a product */
  readonly "PUT /products/{product_id}/variants/{variant_id}": {
    readonly params: { readonly product_id: string | number; readonly variant_id: string | number };
    readonly body: ChangedVariant;
    readonly answer: {
      readonly data: ProductVariant;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete a variant that no sale is linked to */
  readonly "DELETE /products/{product_id}/variants/{variant_id}": {
    readonly params: { readonly product_id: string | number; readonly variant_id: string | number };
    readonly answer: null;
  };
  /** List items of a list */
  readonly "GET /profiles/{profile_id}/lists/{list_id}/items": {
    readonly params: { readonly profile_id: string | number; readonly list_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Item7[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Put something into a list */
  readonly "POST /profiles/{profile_id}/lists/{list_id}/items": {
    readonly params: { readonly profile_id: string | number; readonly list_id: string | number };
    readonly body: NewItem;
    readonly answer: {
      readonly data: Item7;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read an item of a list */
  readonly "GET /profiles/{profile_id}/lists/{list_id}/items/{list_item_id}": {
    readonly params: { readonly profile_id: string | number; readonly list_id: string | number; readonly list_item_id: string | number };
    readonly answer: {
      readonly data: Item7;
    };
  };
  /** Change an item of a list */
  readonly "PUT /profiles/{profile_id}/lists/{list_id}/items/{list_item_id}": {
    readonly params: { readonly profile_id: string | number; readonly list_id: string | number; readonly list_item_id: string | number };
    readonly body: NewItem;
    readonly answer: {
      readonly data: Item7;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Take something out of a list */
  readonly "DELETE /profiles/{profile_id}/lists/{list_id}/items/{list_item_id}": {
    readonly params: { readonly profile_id: string | number; readonly list_id: string | number; readonly list_item_id: string | number };
    readonly answer: null;
  };
  /** Change an item of a list, as PUT does */
  readonly "POST /profiles/{profile_id}/lists/{list_id}/items/{list_item_id}": {
    readonly params: { readonly profile_id: string | number; readonly list_id: string | number; readonly list_item_id: string | number };
    readonly body: NewItem;
    readonly answer: {
      readonly data: Item7;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** List shares of a list */
  readonly "GET /profiles/{profile_id}/lists/{list_id}/shares": {
    readonly params: { readonly profile_id: string | number; readonly list_id: string | number };
    readonly answer: {
      readonly data: readonly Share[];
    };
  };
  /** Share a list by a new code */
  readonly "POST /profiles/{profile_id}/lists/{list_id}/shares": {
    readonly params: { readonly profile_id: string | number; readonly list_id: string | number };
    readonly body: {
      readonly expires_at?: null | "" | string;
    };
    readonly answer: {
      readonly data: Share;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** End all shares of a list */
  readonly "DELETE /profiles/{profile_id}/lists/{list_id}/shares": {
    readonly params: { readonly profile_id: string | number; readonly list_id: string | number };
    readonly answer: null;
  };
  /** Read a share of a list */
  readonly "GET /profiles/{profile_id}/lists/{list_id}/shares/{share_id}": {
    readonly params: { readonly profile_id: string | number; readonly list_id: string | number; readonly share_id: string | number };
    readonly answer: {
      readonly data: Share;
    };
  };
  /** End a share of a list */
  readonly "DELETE /profiles/{profile_id}/lists/{list_id}/shares/{share_id}": {
    readonly params: { readonly profile_id: string | number; readonly list_id: string | number; readonly share_id: string | number };
    readonly answer: null;
  };
  /** List reservations of a item */
  readonly "GET /list/items/{list_item_id}/reservations": {
    readonly params: { readonly list_item_id: string | number };
    readonly answer: {
      readonly data: readonly Reservation[];
    };
  };
  /** Reserve an item of a shared list */
  readonly "POST /list/items/{list_item_id}/reservations": {
    readonly params: { readonly list_item_id: string | number };
    readonly body: {
      readonly profile_id?: null | "" | string;
      readonly external_profile_id?: null | "" | string | number;
      readonly quantity?: number | string;
    };
    readonly answer: {
      readonly data: Reservation;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a reservation of a item */
  readonly "GET /list/items/{list_item_id}/reservations/{reservation_id}": {
    readonly params: { readonly list_item_id: string | number; readonly reservation_id: string | number };
    readonly answer: {
      readonly data: Reservation;
    };
  };
  /** Change a reservation of a item */
  readonly "PUT /list/items/{list_item_id}/reservations/{reservation_id}": {
    readonly params: { readonly list_item_id: string | number; readonly reservation_id: string | number };
    readonly body: {
      readonly quantity?: number | string;
      readonly status?: "pending" | "purchased" | "cancelled";
    };
    readonly answer: {
      readonly data: Reservation;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete a reservation of a item */
  readonly "DELETE /list/items/{list_item_id}/reservations/{reservation_id}": {
    readonly params: { readonly list_item_id: string | number; readonly reservation_id: string | number };
    readonly answer: null;
  };
  /** List members of a organisation */
  readonly "GET /organisations/{organisation_id}/profiles": {
    readonly params: { readonly organisation_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Profile2[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Make a profile a member of an organisation */
  readonly "POST /organisations/{organisation_id}/profiles": {
    readonly params: { readonly organisation_id: string | number };
    readonly body: NewProfile;
    readonly answer: {
      readonly data: Profile2;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a member of a organisation */
  readonly "GET /organisations/{organisation_id}/profiles/{profile_id}": {
    readonly params: { readonly organisation_id: string | number; readonly profile_id: string | number };
    readonly answer: {
      readonly data: Profile2;
    };
  };
  /** Change a member of a organisation */
  readonly "PUT /organisations/{organisation_id}/profiles/{profile_id}": {
    readonly params: { readonly organisation_id: string | number; readonly profile_id: string | number };
    readonly body: {
      readonly role_definition_id?: null | "" | number | string;
      readonly expires_at?: null | "" | string;
      readonly is_active?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
    };
    readonly answer: {
      readonly data: Profile2;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** End a membership; that there was one is kept */
  readonly "DELETE /organisations/{organisation_id}/profiles/{profile_id}": {
    readonly params: { readonly organisation_id: string | number; readonly profile_id: string | number };
    readonly answer: null;
  };
  /** List assignments of a location */
  readonly "GET /locations/{location_id}/profiles": {
    readonly params: { readonly location_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Profile3[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Assign staff or a profile to a location */
  readonly "POST /locations/{location_id}/profiles": {
    readonly params: { readonly location_id: string | number };
    readonly body: NewProfile2;
    readonly answer: {
      readonly data: Profile3;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read an assignment of a location */
  readonly "GET /locations/{location_id}/profiles/{assignment_id}": {
    readonly params: { readonly location_id: string | number; readonly assignment_id: string | number };
    readonly answer: {
      readonly data: Profile3;
    };
  };
  /** Change an assignment of a location */
  readonly "PUT /locations/{location_id}/profiles/{assignment_id}": {
    readonly params: { readonly location_id: string | number; readonly assignment_id: string | number };
    readonly body: ChangedProfile;
    readonly answer: {
      readonly data: Profile3;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete an assignment of a location */
  readonly "DELETE /locations/{location_id}/profiles/{assignment_id}": {
    readonly params: { readonly location_id: string | number; readonly assignment_id: string | number };
    readonly answer: null;
  };
  /** Revoke a token permanently */
  readonly "DELETE /auth/api-tokens/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List profiles */
  readonly "GET /profiles": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly SearchId[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create the profile */
  readonly "POST /profiles": {
    readonly body: NewProfile3;
    readonly answer: {
      readonly data: SearchId | {
        readonly id: string;
      };
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** List the custom attributes of all profiles */
  readonly "GET /profiles/attributes/custom": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly CustomAttribute[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** List the pairs of profiles that may be one person's, the likeliest first */
  readonly "GET /duplicates": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Duplicate2[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Read a pair of profiles */
  readonly "GET /duplicates/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Duplicate2;
    };
  };
  /** Say that two profiles aren't one person's, or take that back */
  readonly "PUT /duplicates/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: {
      readonly is_dismissed: boolean | 0 | 1 | "0" | "1" | "true" | "false";
    };
    readonly answer: {
      readonly data: Duplicate2 | {
        readonly id: number;
      };
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** List batches */
  readonly "GET /batches": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Batch[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Read a batch */
  readonly "GET /batches/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Result;
    };
  };
  /** List imports */
  readonly "GET /imports": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Import[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Open an import, to which jobs are added */
  readonly "POST /imports": {
    readonly body: NewImport;
    readonly answer: {
      readonly data: Import;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read an import */
  readonly "GET /imports/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Import;
    };
  };
  /** Delete an import */
  readonly "DELETE /imports/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List identities */
  readonly "GET /identities": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Identity3[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** List rewards */
  readonly "GET /rewards": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Reward[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Issue a reward */
  readonly "POST /rewards": {
    readonly body: NewReward;
    readonly answer: {
      readonly data: Reward;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a reward */
  readonly "GET /rewards/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Reward;
    };
  };
  /** Change the value of a reward, what remains of it, or when it expires */
  readonly "PUT /rewards/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedReward;
    readonly answer: {
      readonly data: Reward;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete a reward; the ledger keeps its entries */
  readonly "DELETE /rewards/{id}": {
    readonly params: { readonly id: string | number };
    readonly query?: Query;
    readonly answer: null;
  };
  /** Extend rewards of one profile */
  readonly "POST /rewards/extend": {
    readonly body: NewExtend;
    readonly answer: {
      readonly data: readonly Reward[];
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Exchange points for a reward */
  readonly "POST /rewards/exchange": {
    readonly body: {
      readonly profile_id: string;
      readonly reward_definition_id?: number | string;
      readonly reward_definition_handle?: string | number;
    };
    readonly answer: {
      readonly data: Reward;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Take points from a profile */
  readonly "POST /points/take": {
    readonly body: NewTake;
    readonly answer: {
      readonly data: readonly Take[];
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** List points */
  readonly "GET /points": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Take[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Issue points */
  readonly "POST /points": {
    readonly body: NewPoint;
    readonly answer: {
      readonly data: Take;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a point */
  readonly "GET /points/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Take;
    };
  };
  /** Change how many points were issued or are left, or when they expire */
  readonly "PUT /points/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedReward;
    readonly answer: {
      readonly data: Take;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Take points back; the ledger keeps their entries */
  readonly "DELETE /points/{id}": {
    readonly params: { readonly id: string | number };
    readonly query?: Query;
    readonly answer: null;
  };
  /** List tier points */
  readonly "GET /tier-points": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly TierPoint2[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Give or take tier points by hand */
  readonly "POST /tier-points": {
    readonly body: NewTierPoint;
    readonly answer: {
      readonly data: TierPoint2;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a tier point */
  readonly "GET /tier-points/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: TierPoint2;
    };
  };
  /** Change tier points that were given or taken by hand */
  readonly "PUT /tier-points/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedTierPoint;
    readonly answer: {
      readonly data: TierPoint2;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete a tier point */
  readonly "DELETE /tier-points/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List benefits */
  readonly "GET /benefits": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Extend[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Issue a benefit */
  readonly "POST /benefits": {
    readonly body: NewBenefit;
    readonly answer: {
      readonly data: Extend;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a benefit */
  readonly "GET /benefits/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Extend;
    };
  };
  /** Change how often a benefit can still be used, or when it ends */
  readonly "PUT /benefits/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedBenefit;
    readonly answer: {
      readonly data: Extend;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Take a benefit back; the ledger keeps its entries, and its code isn't given again */
  readonly "DELETE /benefits/{id}": {
    readonly params: { readonly id: string | number };
    readonly query?: Query;
    readonly answer: null;
  };
  /** Read a definition */
  readonly "GET /benefits/definitions/handle/{handle}": {
    readonly params: { readonly handle: string | number };
    readonly answer: {
      readonly data: Definition5;
    };
  };
  /** List allocations */
  readonly "GET /allocations": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Allocation[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Load codes into the pool of a definition */
  readonly "POST /allocations": {
    readonly body: {
      readonly definition: {
        readonly id: number | string;
        readonly type: "benefit_definition" | "reward_definition" | "point_definition";
      };
      readonly allocations?: readonly Allocation2[];
      readonly csv?: string;
    };
    readonly answer: {
      readonly data: {
        readonly loaded: number;
        readonly skipped: readonly {
          readonly index: number;
          readonly message: string;
        }[];
      };
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** List prize draws */
  readonly "GET /prize-draws": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly PrizeDraw[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Draw the winners of a competition */
  readonly "POST /prize-draws": {
    readonly body: NewPrizeDraw;
    readonly answer: {
      readonly data: PrizeDraw;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a prize draw */
  readonly "GET /prize-draws/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: PrizeDraw;
    };
  };
  /** Read a card */
  readonly "GET /credits/cards/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Card;
    };
  };
  /** List credits */
  readonly "GET /credits": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Release[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Issue credit to a profile */
  readonly "POST /credits": {
    readonly body: NewCredit;
    readonly answer: {
      readonly data: Release;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a credit */
  readonly "GET /credits/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Release;
    };
  };
  /** Change the value of a credit, what remains of it, or when it expires */
  readonly "PUT /credits/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedReward;
    readonly answer: {
      readonly data: Release;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete a credit; the ledger keeps its entries */
  readonly "DELETE /credits/{id}": {
    readonly params: { readonly id: string | number };
    readonly query?: Query;
    readonly answer: null;
  };
  /** Extend credit of one profile */
  readonly "POST /credits/extend": {
    readonly body: NewExtend;
    readonly answer: {
      readonly data: readonly Release[];
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** List redemptions */
  readonly "GET /redemptions": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Redemption[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Read a redemption */
  readonly "GET /redemptions/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Redemption;
    };
  };
  /** List redemption items */
  readonly "GET /redemptions/items": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Item8[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** List reward definitions */
  readonly "GET /rewards/definitions": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Definition6[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a reward definition */
  readonly "POST /rewards/definitions": {
    readonly body: NewDryRun5;
    readonly answer: {
      readonly data: Definition6;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a definition */
  readonly "GET /rewards/definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Definition6;
    };
  };
  /** Change a reward definition, creating its next version */
  readonly "PUT /rewards/definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedDefinition;
    readonly answer: {
      readonly data: Definition6;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Take a reward definition out of use */
  readonly "DELETE /rewards/definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List point definitions */
  readonly "GET /points/definitions": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Definition7[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a point definition */
  readonly "POST /points/definitions": {
    readonly body: NewDryRun;
    readonly answer: {
      readonly data: Definition7;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a definition */
  readonly "GET /points/definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Definition7;
    };
  };
  /** Change a point definition, creating its next version */
  readonly "PUT /points/definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedDefinition2;
    readonly answer: {
      readonly data: Definition7;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Take a point definition out of use */
  readonly "DELETE /points/definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List rates */
  readonly "GET /rates": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Rate3[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a rate */
  readonly "POST /rates": {
    readonly body: NewDryRun2;
    readonly answer: {
      readonly data: Rate3;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a rate */
  readonly "GET /rates/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Rate3;
    };
  };
  /** Change a rate, creating its next version */
  readonly "PUT /rates/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedRate;
    readonly answer: {
      readonly data: Rate3;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Take a rate out of use */
  readonly "DELETE /rates/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List tier definitions */
  readonly "GET /tiers/definitions": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Definition8[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a tier definition */
  readonly "POST /tiers/definitions": {
    readonly body: NewDryRun3;
    readonly answer: {
      readonly data: Definition8;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a definition */
  readonly "GET /tiers/definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Definition8;
    };
  };
  /** Change a tier definition, creating its next version */
  readonly "PUT /tiers/definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedDefinition3;
    readonly answer: {
      readonly data: Definition8;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Take a tier definition out of use */
  readonly "DELETE /tiers/definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List benefit definitions */
  readonly "GET /benefits/definitions": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Definition5[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a benefit definition */
  readonly "POST /benefits/definitions": {
    readonly body: NewDryRun6;
    readonly answer: {
      readonly data: Definition5;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a definition */
  readonly "GET /benefits/definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Definition5;
    };
  };
  /** Change a benefit definition, creating its next version */
  readonly "PUT /benefits/definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedDefinition4;
    readonly answer: {
      readonly data: Definition5;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Take a benefit definition out of use */
  readonly "DELETE /benefits/definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List credit definitions */
  readonly "GET /credits/definitions": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Definition2[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a credit definition */
  readonly "POST /credits/definitions": {
    readonly body: NewDefinition;
    readonly answer: {
      readonly data: Definition2;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a definition */
  readonly "GET /credits/definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Definition2;
    };
  };
  /** Change a credit definition, creating its next version */
  readonly "PUT /credits/definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedDefinition5;
    readonly answer: {
      readonly data: Definition2;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Take a credit definition out of use */
  readonly "DELETE /credits/definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List achievement definitions */
  readonly "GET /achievements/definitions": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Definition9[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a achievement definition */
  readonly "POST /achievements/definitions": {
    readonly body: NewDryRun4;
    readonly answer: {
      readonly data: Definition9;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a definition */
  readonly "GET /achievements/definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Definition9;
    };
  };
  /** Change a achievement definition, creating its next version */
  readonly "PUT /achievements/definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedDefinition6;
    readonly answer: {
      readonly data: Definition9;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Take a achievement definition out of use */
  readonly "DELETE /achievements/definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List list definitions */
  readonly "GET /lists/definitions": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Definition10[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a list definition */
  readonly "POST /lists/definitions": {
    readonly body: NewDefinition2;
    readonly answer: {
      readonly data: Definition10;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a definition */
  readonly "GET /lists/definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Definition10;
    };
  };
  /** Change a list definition, creating its next version */
  readonly "PUT /lists/definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedDefinition7;
    readonly answer: {
      readonly data: Definition10;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Take a list definition out of use */
  readonly "DELETE /lists/definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List transactions */
  readonly "GET /transactions": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Resend[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Post a finished sale or return */
  readonly "POST /transactions": {
    readonly body: NewTransaction;
    readonly answer: {
      readonly data: Transaction2;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a transaction */
  readonly "GET /transactions/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Resend;
    };
  };
  /** Void a transaction, tag it, or link a guest's to a profile */
  readonly "PUT /transactions/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedTransaction;
    readonly answer: {
      readonly data: Transaction2;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Void a transaction; its record stays */
  readonly "DELETE /transactions/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** Post a transaction, or correct the one with its system and external id */
  readonly "POST /transactions/update-create": {
    readonly body: NewUpdateCreate;
    readonly answer: {
      readonly data: Transaction2;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Post a transaction, or correct the one with its system and external id */
  readonly "POST /transactions/queue": {
    readonly body: NewUpdateCreate;
    readonly answer: {
      readonly data: Transaction2;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** List orders */
  readonly "GET /orders": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Order[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create an order, which earns nothing */
  readonly "POST /orders": {
    readonly body: NewOrder;
    readonly answer: {
      readonly data: Order;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read an order */
  readonly "GET /orders/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Order;
    };
  };
  /** Change an order */
  readonly "PUT /orders/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedOrder;
    readonly answer: {
      readonly data: Order;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete an order that no transaction names */
  readonly "DELETE /orders/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List interactions */
  readonly "GET /interactions": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Interaction[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create an interaction */
  readonly "POST /interactions": {
    readonly body: NewInteraction;
    readonly answer: {
      readonly data: Interaction;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read an interaction */
  readonly "GET /interactions/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Interaction;
    };
  };
  /** Change an interaction */
  readonly "PUT /interactions/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedInteraction;
    readonly answer: {
      readonly data: Interaction;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete an interaction */
  readonly "DELETE /interactions/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List visits */
  readonly "GET /visits": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Visit[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a visit */
  readonly "POST /visits": {
    readonly body: NewVisit;
    readonly answer: {
      readonly data: Visit;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a visit */
  readonly "GET /visits/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Visit;
    };
  };
  /** Change a visit */
  readonly "PUT /visits/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedVisit;
    readonly answer: {
      readonly data: Visit;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete a visit */
  readonly "DELETE /visits/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List tasks */
  readonly "GET /tasks": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Task[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a task */
  readonly "POST /tasks": {
    readonly body: NewTask;
    readonly answer: {
      readonly data: Task;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a task */
  readonly "GET /tasks/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Task;
    };
  };
  /** Change a task */
  readonly "PUT /tasks/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedTask;
    readonly answer: {
      readonly data: Task;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete a task */
  readonly "DELETE /tasks/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List message templates */
  readonly "GET /message-templates": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly MessageTemplate[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a message template */
  readonly "POST /message-templates": {
    readonly body: NewMessageTemplate;
    readonly answer: {
      readonly data: MessageTemplate;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a message template */
  readonly "GET /message-templates/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: MessageTemplate;
    };
  };
  /** Change a message template */
  readonly "PUT /message-templates/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedMessageTemplate;
    readonly answer: {
      readonly data: MessageTemplate;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete a message template */
  readonly "DELETE /message-templates/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List appointments */
  readonly "GET /appointments": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Appointment[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create an appointment */
  readonly "POST /appointments": {
    readonly body: NewAppointment;
    readonly answer: {
      readonly data: Appointment;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read an appointment */
  readonly "GET /appointments/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Appointment;
    };
  };
  /** Change an appointment */
  readonly "PUT /appointments/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedAppointment;
    readonly answer: {
      readonly data: Appointment;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete an appointment */
  readonly "DELETE /appointments/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List connection definitions */
  readonly "GET /connections/definitions": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Definition11[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a connection definition */
  readonly "POST /connections/definitions": {
    readonly body: NewDefinition3;
    readonly answer: {
      readonly data: Definition11;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a connection definition */
  readonly "GET /connections/definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Definition11;
    };
  };
  /** Change a connection definition */
  readonly "PUT /connections/definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedDefinition8;
    readonly answer: {
      readonly data: Definition11;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete a connection definition that has no connections */
  readonly "DELETE /connections/definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List connections */
  readonly "GET /connections": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Connection[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Connect two profiles */
  readonly "POST /connections": {
    readonly body: NewConnection;
    readonly answer: {
      readonly data: Connection;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a connection */
  readonly "GET /connections/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Connection;
    };
  };
  /** Delete a connection */
  readonly "DELETE /connections/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** Connect two profiles, or change how they are connected under a definition */
  readonly "POST /connections/create-update": {
    readonly body: NewConnection;
    readonly answer: {
      readonly data: Connection;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a shared list */
  readonly "GET /lists/shares/{code}": {
    readonly params: { readonly code: string | number };
    readonly answer: {
      readonly data: Share2;
    };
  };
  /** List ratings */
  readonly "GET /ratings": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Rating[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a rating */
  readonly "POST /ratings": {
    readonly body: NewRating;
    readonly answer: {
      readonly data: Rating;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a rating */
  readonly "GET /ratings/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Rating;
    };
  };
  /** Change a rating */
  readonly "PUT /ratings/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedRating;
    readonly answer: {
      readonly data: Rating;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete a rating */
  readonly "DELETE /ratings/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List uses of shares */
  readonly "GET /shares/uses": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Use[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Use a share for a profile */
  readonly "POST /shares/uses": {
    readonly body: {
      readonly code: string | number;
      readonly profile_id: string;
    };
    readonly answer: {
      readonly data: Use;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read an use of a share */
  readonly "GET /shares/uses/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Use;
    };
  };
  /** List shares */
  readonly "GET /shares": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Share3[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a share */
  readonly "POST /shares": {
    readonly body: NewShare;
    readonly answer: {
      readonly data: Share3;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a share */
  readonly "GET /shares/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Share3;
    };
  };
  /** Change a share */
  readonly "PUT /shares/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedShare;
    readonly answer: {
      readonly data: Share3;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete a share that nobody has used */
  readonly "DELETE /shares/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List reminders */
  readonly "GET /reminders": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Reminder[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a reminder */
  readonly "POST /reminders": {
    readonly body: NewReminder;
    readonly answer: {
      readonly data: Reminder;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a reminder */
  readonly "GET /reminders/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Reminder;
    };
  };
  /** Change a reminder */
  readonly "PUT /reminders/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedReminder;
    readonly answer: {
      readonly data: Reminder;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete a reminder */
  readonly "DELETE /reminders/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List products */
  readonly "GET /products": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Product[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a product with its variants */
  readonly "POST /products": {
    readonly body: NewProduct;
    readonly answer: {
      readonly data: Product;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a product */
  readonly "GET /products/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Product;
    };
  };
  /** Change a product, and those of its variants that are sent */
  readonly "PUT /products/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedProduct;
    readonly answer: {
      readonly data: Product;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete a product that no sale is linked to */
  readonly "DELETE /products/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** Create a product, or change the one with its system and external id */
  readonly "POST /products/queue": {
    readonly body: NewProduct;
    readonly answer: {
      readonly data: Product;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** List variants */
  readonly "GET /products/variants": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly ProductVariant[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** List locations */
  readonly "GET /locations": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly JoinedLocation[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a location */
  readonly "POST /locations": {
    readonly body: NewLocation;
    readonly answer: {
      readonly data: JoinedLocation;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a location */
  readonly "GET /locations/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: JoinedLocation;
    };
  };
  /** Change a location */
  readonly "PUT /locations/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedLocation;
    readonly answer: {
      readonly data: JoinedLocation;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete a location that nothing refers to */
  readonly "DELETE /locations/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List organisations */
  readonly "GET /organisations": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Organisation3[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create an organisation */
  readonly "POST /organisations": {
    readonly body: NewOrganisation;
    readonly answer: {
      readonly data: Organisation3;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read an organisation */
  readonly "GET /organisations/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Organisation3;
    };
  };
  /** Change an organisation */
  readonly "PUT /organisations/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedOrganisation;
    readonly answer: {
      readonly data: Organisation3;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete an organisation that never had members */
  readonly "DELETE /organisations/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List brands */
  readonly "GET /brands": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Brand[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a brand */
  readonly "POST /brands": {
    readonly body: NewBrand;
    readonly answer: {
      readonly data: Brand;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a brand */
  readonly "GET /brands/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Brand;
    };
  };
  /** Change a brand */
  readonly "PUT /brands/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedBrand;
    readonly answer: {
      readonly data: Brand;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete a brand that nothing refers to */
  readonly "DELETE /brands/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List departments */
  readonly "GET /departments": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Department[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a department */
  readonly "POST /departments": {
    readonly body: NewDepartment;
    readonly answer: {
      readonly data: Department;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a department */
  readonly "GET /departments/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Department;
    };
  };
  /** Change a department */
  readonly "PUT /departments/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedDepartment;
    readonly answer: {
      readonly data: Department;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete a department that nothing refers to */
  readonly "DELETE /departments/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List regions */
  readonly "GET /regions": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Region3[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a region */
  readonly "POST /regions": {
    readonly body: NewRegion;
    readonly answer: {
      readonly data: Region3;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a region */
  readonly "GET /regions/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Region3;
    };
  };
  /** Change a region */
  readonly "PUT /regions/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedRegion;
    readonly answer: {
      readonly data: Region3;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete a region that nothing refers to */
  readonly "DELETE /regions/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List statuses */
  readonly "GET /statuses": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Status[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a status */
  readonly "POST /statuses": {
    readonly body: NewStatus;
    readonly answer: {
      readonly data: Status;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a status */
  readonly "GET /statuses/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Status;
    };
  };
  /** Change a status */
  readonly "PUT /statuses/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedStatus;
    readonly answer: {
      readonly data: Status;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete a status that nothing refers to */
  readonly "DELETE /statuses/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List role definitions */
  readonly "GET /role-definitions": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly RoleDefinition2[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a role definition */
  readonly "POST /role-definitions": {
    readonly body: {
      readonly handle: string | number;
      readonly name?: string | number;
      readonly description?: null | string | number;
    };
    readonly answer: {
      readonly data: RoleDefinition2;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a role definition */
  readonly "GET /role-definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: RoleDefinition2;
    };
  };
  /** Change a role definition */
  readonly "PUT /role-definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: {
      readonly handle?: string | number;
      readonly name?: string | number;
      readonly description?: null | string | number;
    };
    readonly answer: {
      readonly data: RoleDefinition2;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete a role-definition that nothing refers to */
  readonly "DELETE /role-definitions/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List systems */
  readonly "GET /systems": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly System[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a system */
  readonly "POST /systems": {
    readonly body: {
      readonly handle: string | number;
    };
    readonly answer: {
      readonly data: System;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a system */
  readonly "GET /systems/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: System;
    };
  };
  /** Delete a system that nothing refers to */
  readonly "DELETE /systems/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List tags */
  readonly "GET /tags": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly System[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a tag */
  readonly "POST /tags": {
    readonly body: {
      readonly handle: string | number;
    };
    readonly answer: {
      readonly data: System;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a tag */
  readonly "GET /tags/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: System;
    };
  };
  /** Delete a tag that nothing refers to */
  readonly "DELETE /tags/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List countries */
  readonly "GET /countries": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Country[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a country */
  readonly "POST /countries": {
    readonly body: NewCountry;
    readonly answer: {
      readonly data: Country;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a country */
  readonly "GET /countries/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Country;
    };
  };
  /** Change a country */
  readonly "PUT /countries/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedCountry;
    readonly answer: {
      readonly data: Country;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete a country */
  readonly "DELETE /countries/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List currencies */
  readonly "GET /currencies": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Currency[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a currency */
  readonly "POST /currencies": {
    readonly body: NewCurrency;
    readonly answer: {
      readonly data: Currency;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a currency */
  readonly "GET /currencies/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Currency;
    };
  };
  /** Change a currency */
  readonly "PUT /currencies/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedCurrency;
    readonly answer: {
      readonly data: Currency;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete a currency */
  readonly "DELETE /currencies/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List custom fields */
  readonly "GET /tenants/custom-fields": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly CustomField3[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a custom field */
  readonly "POST /tenants/custom-fields": {
    readonly body: NewCustomField;
    readonly answer: {
      readonly data: CustomField3;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a custom field */
  readonly "GET /tenants/custom-fields/{key}": {
    readonly params: { readonly key: string | number };
    readonly answer: {
      readonly data: CustomField3;
    };
  };
  /** Change a custom field */
  readonly "PUT /tenants/custom-fields/{key}": {
    readonly params: { readonly key: string | number };
    readonly body: {
      readonly name?: string | number;
      readonly type?: "string" | "integer" | "float" | "boolean" | "json" | "array";
      readonly value?: unknown;
    };
    readonly answer: {
      readonly data: CustomField3;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete a custom field */
  readonly "DELETE /tenants/custom-fields/{key}": {
    readonly params: { readonly key: string | number };
    readonly answer: null;
  };
  /** List staff */
  readonly "GET /staff": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Staff[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a staff member */
  readonly "POST /staff": {
    readonly body: NewStaff;
    readonly answer: {
      readonly data: Staff;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a staff member */
  readonly "GET /staff/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Staff;
    };
  };
  /** Change a staff member */
  readonly "PUT /staff/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: ChangedStaff;
    readonly answer: {
      readonly data: Staff;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** List devices */
  readonly "GET /devices": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Device[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Read a device */
  readonly "GET /devices/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Device;
    };
  };
  /** Clear a device that was restricted to redeeming online */
  readonly "PUT /devices/{id}": {
    readonly params: { readonly id: string | number };
    readonly body: {
      readonly is_restricted: false;
    };
    readonly answer: {
      readonly data: Device;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Revoke a device permanently */
  readonly "DELETE /devices/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: null;
  };
  /** List settings */
  readonly "GET /settings": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Setting[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Read a setting */
  readonly "GET /settings/{handle}": {
    readonly params: { readonly handle: string | number };
    readonly answer: {
      readonly data: Setting;
    };
  };
  /** Set the redemption policy with its floor limits, or the rules about profiles */
  readonly "PUT /settings/{handle}": {
    readonly params: { readonly handle: string | number };
    readonly body: {
      readonly value: string;
    };
    readonly answer: {
      readonly data: Setting;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** List environment */
  readonly "GET /settings/environment": {
    readonly answer: {
      readonly data: readonly {
        readonly handle: string;
        readonly value: string;
      }[];
    };
  };
  /** List events */
  readonly "GET /events": {
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Event[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Read an event */
  readonly "GET /events/{id}": {
    readonly params: { readonly id: string | number };
    readonly answer: {
      readonly data: Event;
    };
  };
  /** Read the profile */
  readonly "GET /profiles/{profile_id}": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: {
      readonly data: SearchId;
    };
  };
  /** Change the profile */
  readonly "PUT /profiles/{profile_id}": {
    readonly params: { readonly profile_id: string | number };
    readonly body: NewProfile3;
    readonly answer: {
      readonly data: SearchId | {
        readonly id: string;
      };
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Hide a profile but keep its data */
  readonly "DELETE /profiles/{profile_id}": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: null;
  };
  /** Change what a profile is */
  readonly "PUT /profiles/{profile_id}/update-type": {
    readonly params: { readonly profile_id: string | number };
    readonly body: {
      readonly profile_type: "active" | "incomplete" | "pending" | "temporary" | "dependant" | "system";
    };
    readonly answer: {
      readonly data: SearchId | {
        readonly id: string;
      };
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read the profile, and send it again to those who follow events of a profile */
  readonly "GET /profiles/{profile_id}/resync": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: {
      readonly data: SearchId;
    };
  };
  /** List addresses of a profile */
  readonly "GET /profiles/{profile_id}/addresses": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: {
      readonly data: readonly Address[];
    };
  };
  /** Add an address to a profile */
  readonly "POST /profiles/{profile_id}/addresses": {
    readonly params: { readonly profile_id: string | number };
    readonly body: Address3;
    readonly answer: {
      readonly data: Address | {
        readonly id: string;
      };
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read an address of a profile */
  readonly "GET /profiles/{profile_id}/addresses/{address_id}": {
    readonly params: { readonly profile_id: string | number; readonly address_id: string | number };
    readonly answer: {
      readonly data: Address;
    };
  };
  /** Change an address of a profile */
  readonly "PUT /profiles/{profile_id}/addresses/{address_id}": {
    readonly params: { readonly profile_id: string | number; readonly address_id: string | number };
    readonly body: Address3;
    readonly answer: {
      readonly data: Address | {
        readonly id: string;
      };
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete an address of a profile */
  readonly "DELETE /profiles/{profile_id}/addresses/{address_id}": {
    readonly params: { readonly profile_id: string | number; readonly address_id: string | number };
    readonly answer: null;
  };
  /** List interactions of a profile */
  readonly "GET /profiles/{profile_id}/interactions": {
    readonly params: { readonly profile_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Interaction[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Read an interaction of a profile */
  readonly "GET /profiles/{profile_id}/interactions/{interaction_id}": {
    readonly params: { readonly profile_id: string | number; readonly interaction_id: string | number };
    readonly answer: {
      readonly data: Interaction;
    };
  };
  /** Delete an interaction of a profile */
  readonly "DELETE /profiles/{profile_id}/interactions/{interaction_id}": {
    readonly params: { readonly profile_id: string | number; readonly interaction_id: string | number };
    readonly answer: null;
  };
  /** List interactions of a profile */
  readonly "GET /profiles/{profile_id}/interaction": {
    readonly params: { readonly profile_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Interaction[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Read an interaction of a profile */
  readonly "GET /profiles/{profile_id}/interaction/{interaction_id}": {
    readonly params: { readonly profile_id: string | number; readonly interaction_id: string | number };
    readonly answer: {
      readonly data: Interaction;
    };
  };
  /** Delete an interaction of a profile */
  readonly "DELETE /profiles/{profile_id}/interaction/{interaction_id}": {
    readonly params: { readonly profile_id: string | number; readonly interaction_id: string | number };
    readonly answer: null;
  };
  /** List visits of a profile */
  readonly "GET /profiles/{profile_id}/visits": {
    readonly params: { readonly profile_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Visit[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a visit of a profile */
  readonly "POST /profiles/{profile_id}/visits": {
    readonly params: { readonly profile_id: string | number };
    readonly body: NewVisit2;
    readonly answer: {
      readonly data: Visit;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a visit of a profile */
  readonly "GET /profiles/{profile_id}/visits/{visit_id}": {
    readonly params: { readonly profile_id: string | number; readonly visit_id: string | number };
    readonly answer: {
      readonly data: Visit;
    };
  };
  /** Delete a visit of a profile */
  readonly "DELETE /profiles/{profile_id}/visits/{visit_id}": {
    readonly params: { readonly profile_id: string | number; readonly visit_id: string | number };
    readonly answer: null;
  };
  /** List tasks of a profile */
  readonly "GET /profiles/{profile_id}/tasks": {
    readonly params: { readonly profile_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Task[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a task of a profile */
  readonly "POST /profiles/{profile_id}/tasks": {
    readonly params: { readonly profile_id: string | number };
    readonly body: NewTask2;
    readonly answer: {
      readonly data: Task;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a task of a profile */
  readonly "GET /profiles/{profile_id}/tasks/{task_id}": {
    readonly params: { readonly profile_id: string | number; readonly task_id: string | number };
    readonly answer: {
      readonly data: Task;
    };
  };
  /** Delete a task of a profile */
  readonly "DELETE /profiles/{profile_id}/tasks/{task_id}": {
    readonly params: { readonly profile_id: string | number; readonly task_id: string | number };
    readonly answer: null;
  };
  /** List appointments of a profile */
  readonly "GET /profiles/{profile_id}/appointments": {
    readonly params: { readonly profile_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Appointment[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create an appointment of a profile */
  readonly "POST /profiles/{profile_id}/appointments": {
    readonly params: { readonly profile_id: string | number };
    readonly body: NewAppointment2;
    readonly answer: {
      readonly data: Appointment;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read an appointment of a profile */
  readonly "GET /profiles/{profile_id}/appointments/{appointment_id}": {
    readonly params: { readonly profile_id: string | number; readonly appointment_id: string | number };
    readonly answer: {
      readonly data: Appointment;
    };
  };
  /** Delete an appointment of a profile */
  readonly "DELETE /profiles/{profile_id}/appointments/{appointment_id}": {
    readonly params: { readonly profile_id: string | number; readonly appointment_id: string | number };
    readonly answer: null;
  };
  /** List ratings of a profile */
  readonly "GET /profiles/{profile_id}/ratings": {
    readonly params: { readonly profile_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Rating[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** List connections of a profile */
  readonly "GET /profiles/{profile_id}/connections": {
    readonly params: { readonly profile_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Connection[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Read a connection of a profile */
  readonly "GET /profiles/{profile_id}/connections/{connection_id}": {
    readonly params: { readonly profile_id: string | number; readonly connection_id: string | number };
    readonly answer: {
      readonly data: Connection;
    };
  };
  /** Change a connection of a profile */
  readonly "PUT /profiles/{profile_id}/connections/{connection_id}": {
    readonly params: { readonly profile_id: string | number; readonly connection_id: string | number };
    readonly body: ChangedConnection;
    readonly answer: {
      readonly data: Connection;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** List lists of a profile */
  readonly "GET /profiles/{profile_id}/lists": {
    readonly params: { readonly profile_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly List[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Create a list of a profile */
  readonly "POST /profiles/{profile_id}/lists": {
    readonly params: { readonly profile_id: string | number };
    readonly body: NewList;
    readonly answer: {
      readonly data: List;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a list of a profile */
  readonly "GET /profiles/{profile_id}/lists/{list_id}": {
    readonly params: { readonly profile_id: string | number; readonly list_id: string | number };
    readonly answer: {
      readonly data: List;
    };
  };
  /** Change a list of a profile */
  readonly "PUT /profiles/{profile_id}/lists/{list_id}": {
    readonly params: { readonly profile_id: string | number; readonly list_id: string | number };
    readonly body: ChangedList;
    readonly answer: {
      readonly data: List;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete a list of a profile */
  readonly "DELETE /profiles/{profile_id}/lists/{list_id}": {
    readonly params: { readonly profile_id: string | number; readonly list_id: string | number };
    readonly answer: null;
  };
  /** List reservations of a profile */
  readonly "GET /profiles/{profile_id}/reservations": {
    readonly params: { readonly profile_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Reservation[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Read the aggregations of a profile */
  readonly "GET /profiles/{profile_id}/aggregations": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: {
      readonly data: Aggregation;
    };
  };
  /** Read the recalculated aggregations of a profile */
  readonly "GET /profiles/{profile_id}/aggregations/calculate": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: {
      readonly data: Aggregation;
    };
  };
  /** Read the comms preferences of a profile */
  readonly "GET /profiles/{profile_id}/attributes/comms": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: {
      readonly data: Comms;
    };
  };
  /** Change what a profile allows; omitted fields stay as they are */
  readonly "PUT /profiles/{profile_id}/attributes/comms": {
    readonly params: { readonly profile_id: string | number };
    readonly body: Comms2;
    readonly answer: {
      readonly data: Comms | {
        readonly profile_id: string;
      };
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read the comms preferences of a profile */
  readonly "GET /profiles/{profile_id}/comms": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: {
      readonly data: Comms;
    };
  };
  /** Change what a profile allows; omitted fields stay as they are */
  readonly "PUT /profiles/{profile_id}/comms": {
    readonly params: { readonly profile_id: string | number };
    readonly body: Comms2;
    readonly answer: {
      readonly data: Comms | {
        readonly profile_id: string;
      };
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read the appearance of a profile */
  readonly "GET /profiles/{profile_id}/attributes/appearance": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: {
      readonly data: Appearance;
    };
  };
  /** Change what is known of a person's looks and sizes; omitted fields stay as they are */
  readonly "PUT /profiles/{profile_id}/attributes/appearance": {
    readonly params: { readonly profile_id: string | number };
    readonly body: Appearance2;
    readonly answer: {
      readonly data: Appearance | {
        readonly profile_id: string;
      };
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** List custom attributes of a profile */
  readonly "GET /profiles/{profile_id}/attributes/custom": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: {
      readonly data: readonly CustomAttribute[];
    };
  };
  /** Read a custom attribute of a profile */
  readonly "GET /profiles/{profile_id}/attributes/custom/{key}": {
    readonly params: { readonly profile_id: string | number; readonly key: string | number };
    readonly answer: {
      readonly data: CustomAttribute;
    };
  };
  /** Delete a custom attribute of a profile */
  readonly "DELETE /profiles/{profile_id}/attributes/custom/{key}": {
    readonly params: { readonly profile_id: string | number; readonly key: string | number };
    readonly answer: null;
  };
  /** Set a custom attribute of a profile, new or not */
  readonly "PUT /profiles/{profile_id}/attributes/custom/{key}": {
    readonly params: { readonly profile_id: string | number; readonly key: string | number };
    readonly body: {
      readonly type: "string" | "integer" | "float" | "boolean" | "json" | "array";
      readonly value: unknown;
    };
    readonly answer: {
      readonly data: CustomAttribute | {
        readonly id: number;
      };
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** List dates of a profile */
  readonly "GET /profiles/{profile_id}/attributes/dates": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: {
      readonly data: readonly Date2[];
    };
  };
  /** Add a date to a profile, or change the one with its id; the others stay */
  readonly "PUT /profiles/{profile_id}/attributes/dates": {
    readonly params: { readonly profile_id: string | number };
    readonly body: Date3;
    readonly answer: {
      readonly data: readonly Date2[] | readonly {
        readonly id: number;
      }[];
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete a date of a profile */
  readonly "DELETE /profiles/{profile_id}/attributes/dates/{date_id}": {
    readonly params: { readonly profile_id: string | number; readonly date_id: string | number };
    readonly answer: null;
  };
  /** List regions of a profile */
  readonly "GET /profiles/{profile_id}/regions": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: {
      readonly data: readonly Region[];
    };
  };
  /** Put a profile in a region */
  readonly "POST /profiles/{profile_id}/regions": {
    readonly params: { readonly profile_id: string | number };
    readonly body: NewRegion2;
    readonly answer: {
      readonly data: Region | {
        readonly id: number;
      };
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a region of a profile */
  readonly "GET /profiles/{profile_id}/regions/{region_id}": {
    readonly params: { readonly profile_id: string | number; readonly region_id: string | number };
    readonly answer: {
      readonly data: Region;
    };
  };
  /** Change a region of a profile */
  readonly "PUT /profiles/{profile_id}/regions/{region_id}": {
    readonly params: { readonly profile_id: string | number; readonly region_id: string | number };
    readonly body: {
      readonly country?: null | "" | string;
      readonly state?: null | string | number;
      readonly is_active?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
    };
    readonly answer: {
      readonly data: Region | {
        readonly id: number;
      };
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Take a profile out of a region */
  readonly "DELETE /profiles/{profile_id}/regions/{region_id}": {
    readonly params: { readonly profile_id: string | number; readonly region_id: string | number };
    readonly answer: null;
  };
  /** List organisations of a profile */
  readonly "GET /profiles/{profile_id}/organisations": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: {
      readonly data: readonly Organisation[];
    };
  };
  /** Make a profile a member of an organisation */
  readonly "POST /profiles/{profile_id}/organisations": {
    readonly params: { readonly profile_id: string | number };
    readonly body: NewOrganisation2;
    readonly answer: {
      readonly data: Organisation | {
        readonly id: number;
      };
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read an organisation of a profile */
  readonly "GET /profiles/{profile_id}/organisations/{organisation_id}": {
    readonly params: { readonly profile_id: string | number; readonly organisation_id: string | number };
    readonly answer: {
      readonly data: Organisation;
    };
  };
  /** Change an organisation of a profile */
  readonly "PUT /profiles/{profile_id}/organisations/{organisation_id}": {
    readonly params: { readonly profile_id: string | number; readonly organisation_id: string | number };
    readonly body: {
      readonly role_definition_id?: null | "" | number | string;
      readonly expires_at?: null | "" | string;
      readonly is_active?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
    };
    readonly answer: {
      readonly data: Organisation | {
        readonly id: number;
      };
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** End a membership of a profile; that there was one is kept */
  readonly "DELETE /profiles/{profile_id}/organisations/{organisation_id}": {
    readonly params: { readonly profile_id: string | number; readonly organisation_id: string | number };
    readonly answer: null;
  };
  /** List statuses of a profile */
  readonly "GET /profiles/{profile_id}/statuses": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: {
      readonly data: readonly Status2[];
    };
  };
  /** Give a profile a status */
  readonly "POST /profiles/{profile_id}/statuses": {
    readonly params: { readonly profile_id: string | number };
    readonly body: NewStatus2;
    readonly answer: {
      readonly data: Status2 | {
        readonly id: number;
      };
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a status of a profile */
  readonly "GET /profiles/{profile_id}/statuses/{status_id}": {
    readonly params: { readonly profile_id: string | number; readonly status_id: string | number };
    readonly answer: {
      readonly data: Status2;
    };
  };
  /** Change a status of a profile */
  readonly "PUT /profiles/{profile_id}/statuses/{status_id}": {
    readonly params: { readonly profile_id: string | number; readonly status_id: string | number };
    readonly body: {
      readonly starts_at?: null | "" | string;
      readonly expires_at?: null | "" | string;
    };
    readonly answer: {
      readonly data: Status2 | {
        readonly id: number;
      };
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Take a status from a profile */
  readonly "DELETE /profiles/{profile_id}/statuses/{status_id}": {
    readonly params: { readonly profile_id: string | number; readonly status_id: string | number };
    readonly answer: null;
  };
  /** List merges of a profile */
  readonly "GET /profiles/{profile_id}/merges": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: {
      readonly data: readonly Merge[];
    };
  };
  /** List identities of a profile */
  readonly "GET /profiles/{profile_id}/identities": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: {
      readonly data: readonly Identity3[];
    };
  };
  /** Add an identity to a profile */
  readonly "POST /profiles/{profile_id}/identities": {
    readonly params: { readonly profile_id: string | number };
    readonly body: Identity2;
    readonly answer: {
      readonly data: Identity3 | {
        readonly id: number;
      };
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read an identity of a profile */
  readonly "GET /profiles/{profile_id}/identities/{handle}": {
    readonly params: { readonly profile_id: string | number; readonly handle: string | number };
    readonly answer: {
      readonly data: Identity3;
    };
  };
  /** Change an identity of a profile */
  readonly "PUT /profiles/{profile_id}/identities/{handle}": {
    readonly params: { readonly profile_id: string | number; readonly handle: string | number };
    readonly body: {
      readonly identifier?: string | number;
      readonly is_primary?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
      readonly is_active?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
    };
    readonly answer: {
      readonly data: Identity3 | {
        readonly id: number;
      };
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete an identity of a profile */
  readonly "DELETE /profiles/{profile_id}/identities/{handle}": {
    readonly params: { readonly profile_id: string | number; readonly handle: string | number };
    readonly answer: null;
  };
  /** Read an identity of a profile */
  readonly "GET /profiles/{profile_id}/identities/id/{id}": {
    readonly params: { readonly profile_id: string | number; readonly id: string | number };
    readonly answer: {
      readonly data: Identity3;
    };
  };
  /** Change an identity of a profile */
  readonly "PUT /profiles/{profile_id}/identities/id/{id}": {
    readonly params: { readonly profile_id: string | number; readonly id: string | number };
    readonly body: {
      readonly identifier?: string | number;
      readonly is_primary?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
      readonly is_active?: boolean | 0 | 1 | "0" | "1" | "true" | "false";
    };
    readonly answer: {
      readonly data: Identity3 | {
        readonly id: number;
      };
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Delete an identity of a profile */
  readonly "DELETE /profiles/{profile_id}/identities/id/{id}": {
    readonly params: { readonly profile_id: string | number; readonly id: string | number };
    readonly answer: null;
  };
  /** List rewards of a profile */
  readonly "GET /profiles/{profile_id}/rewards": {
    readonly params: { readonly profile_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Reward[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Read a reward of a profile */
  readonly "GET /profiles/{profile_id}/rewards/{id}": {
    readonly params: { readonly profile_id: string | number; readonly id: string | number };
    readonly answer: {
      readonly data: Reward;
    };
  };
  /** List points of a profile */
  readonly "GET /profiles/{profile_id}/points": {
    readonly params: { readonly profile_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Take[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Read a point of a profile */
  readonly "GET /profiles/{profile_id}/points/{id}": {
    readonly params: { readonly profile_id: string | number; readonly id: string | number };
    readonly answer: {
      readonly data: Take;
    };
  };
  /** List benefits of a profile */
  readonly "GET /profiles/{profile_id}/benefits": {
    readonly params: { readonly profile_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Extend[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Read a benefit of a profile */
  readonly "GET /profiles/{profile_id}/benefits/{id}": {
    readonly params: { readonly profile_id: string | number; readonly id: string | number };
    readonly answer: {
      readonly data: Extend;
    };
  };
  /** Change how often a benefit can still be used, or when it ends */
  readonly "PUT /profiles/{profile_id}/benefits/{id}": {
    readonly params: { readonly profile_id: string | number; readonly id: string | number };
    readonly body: ChangedBenefit;
    readonly answer: {
      readonly data: Extend;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Take a benefit back; the ledger keeps its entries, and its code isn't given again */
  readonly "DELETE /profiles/{profile_id}/benefits/{id}": {
    readonly params: { readonly profile_id: string | number; readonly id: string | number };
    readonly query?: Query;
    readonly answer: null;
  };
  /** List claimable benefits of a profile */
  readonly "GET /profiles/{profile_id}/benefits/claimable": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: {
      readonly data: readonly Definition5[];
    };
  };
  /** Claim a benefit */
  readonly "POST /profiles/{profile_id}/benefits/claim": {
    readonly params: { readonly profile_id: string | number };
    readonly body: NewClaim;
    readonly answer: {
      readonly data: Extend;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Claim a benefit and use it once */
  readonly "POST /profiles/{profile_id}/benefits/claim-redeem": {
    readonly params: { readonly profile_id: string | number };
    readonly body: NewClaim;
    readonly answer: {
      readonly data: Redemption;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** List credits of a profile */
  readonly "GET /profiles/{profile_id}/credits": {
    readonly params: { readonly profile_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Release[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Read a credit of a profile */
  readonly "GET /profiles/{profile_id}/credits/{id}": {
    readonly params: { readonly profile_id: string | number; readonly id: string | number };
    readonly answer: {
      readonly data: Release;
    };
  };
  /** Read the tier of a profile */
  readonly "GET /profiles/{profile_id}/tiers": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: {
      readonly data: Tier3;
    };
  };
  /** Read the calculated tier of a profile */
  readonly "GET /profiles/{profile_id}/tiers/calculate": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: {
      readonly data: Tier3;
    };
  };
  /** Give a profile a tier by hand */
  readonly "POST /profiles/{profile_id}/tiers/assign": {
    readonly params: { readonly profile_id: string | number };
    readonly body: {
      readonly handle: string | number;
    };
    readonly answer: {
      readonly data: Tier3 | {
        readonly profile_id: string;
      };
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** List achievements of a profile */
  readonly "GET /profiles/{profile_id}/achievements": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: {
      readonly data: readonly Achievement3[];
    };
  };
  /** Count something for an achievement, or correct what was counted */
  readonly "POST /profiles/{profile_id}/achievements": {
    readonly params: { readonly profile_id: string | number };
    readonly body: NewAchievement;
    readonly answer: {
      readonly data: Achievement3 | {
        readonly id: string | number | boolean | null;
      };
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** List ledger entries of a profile */
  readonly "GET /profiles/{profile_id}/ledgers": {
    readonly params: { readonly profile_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Ledger[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Read a ledger entry of a profile */
  readonly "GET /profiles/{profile_id}/ledgers/{id}": {
    readonly params: { readonly profile_id: string | number; readonly id: string | number };
    readonly answer: {
      readonly data: Ledger;
    };
  };
  /** List shortfalls of a profile */
  readonly "GET /profiles/{profile_id}/shortfalls": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: {
      readonly data: readonly Shortfall[];
    };
  };
  /** List write-offs of a profile */
  readonly "GET /profiles/{profile_id}/write-offs": {
    readonly params: { readonly profile_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly WriteOff[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Write off some or all of what a profile owes */
  readonly "POST /profiles/{profile_id}/write-offs": {
    readonly params: { readonly profile_id: string | number };
    readonly body: NewWriteOff;
    readonly answer: {
      readonly data: WriteOff;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** List freezes of a profile */
  readonly "GET /profiles/{profile_id}/freezes": {
    readonly params: { readonly profile_id: string | number };
    readonly answer: {
      readonly data: readonly Freeze[];
    };
  };
  /** Freeze the account of a profile */
  readonly "POST /profiles/{profile_id}/freezes": {
    readonly params: { readonly profile_id: string | number };
    readonly body: {
      readonly reason: "fraud" | "dispute" | "card_lost" | "customer_request" | "review";
      readonly reference: string | number;
    };
    readonly answer: {
      readonly data: Freeze;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a freeze of a profile */
  readonly "GET /profiles/{profile_id}/freezes/{id}": {
    readonly params: { readonly profile_id: string | number; readonly id: string | number };
    readonly answer: {
      readonly data: Freeze;
    };
  };
  /** Unfreeze the account of a profile */
  readonly "PUT /profiles/{profile_id}/freezes/{id}": {
    readonly params: { readonly profile_id: string | number; readonly id: string | number };
    readonly body: {
      readonly unfreeze_reason: "cleared" | "resolved" | "mistake";
      readonly unfreeze_reference: string | number;
    };
    readonly answer: {
      readonly data: Freeze;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** List transactions of a profile */
  readonly "GET /profiles/{profile_id}/transactions": {
    readonly params: { readonly profile_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Resend[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Read a transaction of a profile */
  readonly "GET /profiles/{profile_id}/transactions/{id}": {
    readonly params: { readonly profile_id: string | number; readonly id: string | number };
    readonly answer: {
      readonly data: Resend;
    };
  };
  /** List transactions of a profile */
  readonly "GET /profiles/{profile_id}/find-transactions": {
    readonly params: { readonly profile_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Resend[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** List transaction claims of a profile */
  readonly "GET /profiles/{profile_id}/transactions/claims": {
    readonly params: { readonly profile_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Claim[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** Claim a sale for a profile */
  readonly "POST /profiles/{profile_id}/transactions/claims": {
    readonly params: { readonly profile_id: string | number };
    readonly body: NewClaim2;
    readonly answer: {
      readonly data: Claim;
      readonly meta?: {
        readonly ignored: readonly string[];
      };
    };
  };
  /** Read a transaction claim of a profile */
  readonly "GET /profiles/{profile_id}/transactions/claims/{id}": {
    readonly params: { readonly profile_id: string | number; readonly id: string | number };
    readonly answer: {
      readonly data: Claim;
    };
  };
  /** Take back a claim that still waits */
  readonly "DELETE /profiles/{profile_id}/transactions/claims/{id}": {
    readonly params: { readonly profile_id: string | number; readonly id: string | number };
    readonly answer: null;
  };
  /** List bought products of a profile */
  readonly "GET /profiles/{profile_id}/transaction-products": {
    readonly params: { readonly profile_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly TransactionProduct[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
  /** List groups of transactions of a profile */
  readonly "GET /profiles/{profile_id}/group_transactions": {
    readonly params: { readonly profile_id: string | number };
    readonly query?: Query;
    readonly answer: GroupTransaction2;
  };
  /** List lines that no list has of a profile */
  readonly "GET /profiles/{profile_id}/transactionitems/list/unassigned": {
    readonly params: { readonly profile_id: string | number };
    readonly query?: Query;
    readonly answer: {
      readonly data: readonly Item4[];
      readonly links: Links;
      readonly meta: Meta;
    };
  };
};
