import { z } from "zod";

/** How the text of a setting is read. */
export const settingTypeSchema = z.enum(["json", "string"]);
export type SettingType = z.infer<typeof settingTypeSchema>;
