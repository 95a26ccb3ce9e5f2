import { compilationError } from "../../sql-error.ts";

export type Cloud = "AWS" | "GCP" | "AZURE" | "S3COMPAT";

const CLOUDS: readonly (readonly [RegExp, Cloud])[] = [
  [/^(s3|s3china|s3gov):\/\/[^/]/i, "AWS"],
  [/^gcs:\/\/[^/]/i, "GCP"],
  [/^azure:\/\/[^/]+\/[^/]/i, "AZURE"],
  [/^s3compat:\/\/[^/]/i, "S3COMPAT"],
];

/** Where a stage is; `null`: inside Snowflake (docs: sql-reference/sql/create-stage, "URL"). */
export function cloudOf(url: unknown): Cloud | null {
  if (typeof url !== "string") return null;
  const known = CLOUDS.find(([prefix]) => prefix.test(url));
  if (known === undefined) throw compilationError("001011", "42601", `invalid URL prefix found in: '${url}'`);
  return known[1];
}
