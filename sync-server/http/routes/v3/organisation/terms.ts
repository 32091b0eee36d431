import { z } from "zod";
import {
  brandApi,
  departmentApi,
  regionApi,
  roleDefinitionApi,
  statusApi,
  systemApi,
  tagApi,
} from "#shared/api/organisation/terms.ts";
import { readDepartmentsOf } from "#sync-server/storage/organisation/term-store.ts";
import { termRoutes } from "./term-routes.ts";

const brands = termRoutes(
  { ...brandApi, view: brandApi.view.extend({ departments: z.array(departmentApi.view) }) },
  {
    showAll: async ({ read }, rows) => {
      const departments = await readDepartmentsOf(
        read,
        "brand_id",
        rows.map(({ id }) => id),
      );
      return rows.map((row) => ({
        ...brandApi.show(row),
        departments: departments
          .filter(({ brandId }) => brandId === row.id)
          .map(departmentApi.show),
      }));
    },
  },
);

/** `/brands`, `/departments`, `/regions`, `/role-definitions` and the like (DOMAIN §2.7). */
export const terms = [
  brands,
  termRoutes(departmentApi),
  termRoutes(regionApi, { scope: "region" }),
  termRoutes(statusApi, { nouns: "statuses" }),
  termRoutes(roleDefinitionApi),
  termRoutes(systemApi),
  termRoutes(tagApi),
];
