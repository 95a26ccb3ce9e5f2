import { requireAny } from "../../access/authorize.ts";
import { findByName } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry, type Value } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { effectiveForAccount } from "../../parameters/effective.ts";
import { parameterNamed } from "../../parameters/known.ts";
import { compilationError, doesNotExist, invalidValue, unsupported } from "../../sql-error.ts";
import { checkFormat } from "../file-format/check-format.ts";
import { type Kind, resolve } from "../resolve.ts";
import { requireLocation } from "./require-location.ts";
import { type Cloud, cloudOf } from "./stage-url.ts";

type Fields = Readonly<Record<string, Value>>;

const FILE_FORMAT: Kind = { name: "FILE FORMAT", label: "File format", container: "SCHEMA" };
const ENCRYPTIONS: Readonly<Record<Cloud | "INTERNAL", readonly string[]>> = {
  INTERNAL: ["SNOWFLAKE_FULL", "SNOWFLAKE_SSE"],
  AWS: ["AWS_CSE", "AWS_SSE_S3", "AWS_SSE_KMS", "NONE"],
  GCP: ["GCS_SSE_KMS", "NONE"],
  AZURE: ["AZURE_CSE", "NONE"],
  S3COMPAT: [],
};
const CREDENTIALS: Readonly<Record<Cloud, RegExp>> = { AWS: /^AWS_/, GCP: /^$/, AZURE: /^AZURE_/, S3COMPAT: /^AWS_(KEY_ID|SECRET_KEY)$/ };
const ONLY_EXTERNAL = ["STORAGE_INTEGRATION", "CREDENTIALS", "ENDPOINT", "AWS_ACCESS_POINT_ARN", "USE_PRIVATELINK_ENDPOINT"];

export function fieldsOf(value: Value | undefined): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function refuse(reason: string) {
  return compilationError("001008", "22023", reason);
}

/** The stage as it is stored: what does not go together is refused, FORMAT_NAME becomes the format that it names. */
export function checkStage(context: Context, to: Entry, from: Entry | null): Entry {
  const cloud = cloudOf(to.properties.URL);
  if (from !== null && (from.properties.URL === undefined) !== (cloud === null)) throw unsupported("ALTER STAGE between internal and external");
  if (cloud === null) checkInternal(to, from);
  else checkExternal(context, cloud, to, from);
  checkEncryption(cloud, to);
  checkDirectory(context, cloud, fieldsOf(to.properties.DIRECTORY));
  return withFormat(context, to);
}

function checkInternal(to: Entry, from: Entry | null): void {
  const stranger = ONLY_EXTERNAL.find((name) => to.properties[name] !== undefined);
  if (stranger !== undefined) throw refuse(`${stranger} needs a URL: an internal stage does not have it.`);
  const type = (entry: Entry) => fieldsOf(entry.properties.ENCRYPTION).TYPE ?? "SNOWFLAKE_FULL";
  // "You cannot change the encryption type after you create the stage."
  if (from !== null && type(to) !== type(from)) throw unsupported("Changing the ENCRYPTION of an internal stage");
}

function checkExternal(context: Context, cloud: Cloud, to: Entry, from: Entry | null): void {
  const { STORAGE_INTEGRATION: integration, CREDENTIALS: credentials, ENDPOINT: endpoint, AWS_ACCESS_POINT_ARN: accessPoint } = to.properties;
  if (integration != null && credentials !== undefined) throw refuse("STORAGE_INTEGRATION and CREDENTIALS exclude each other.");
  const stranger = Object.keys(fieldsOf(credentials)).find((name) => !CREDENTIALS[cloud].test(name));
  if (stranger !== undefined) throw refuse(`${stranger} is no credential of this location.`);
  if ((cloud === "S3COMPAT") !== (endpoint != null)) throw refuse("An s3compat URL and ENDPOINT need each other.");
  if (accessPoint !== undefined && cloud !== "AWS") throw refuse("AWS_ACCESS_POINT_ARN needs an s3 URL.");
  if (integration == null) requireNoIntegration(context, from);
  else if (integration !== from?.properties.STORAGE_INTEGRATION || to.properties.URL !== from.properties.URL)
    requireIntegration(context, String(integration), String(to.properties.URL));
}

function requireNoIntegration(context: Context, from: Entry | null): void {
  const parameter = parameterNamed("REQUIRE_STORAGE_INTEGRATION_FOR_STAGE_CREATION");
  const required = from === null && parameter !== null && effectiveForAccount(context.draft.catalog, parameter).value === "true";
  if (required) throw refuse("Creating an external stage needs STORAGE_INTEGRATION: REQUIRE_STORAGE_INTEGRATION_FOR_STAGE_CREATION is set.");
}

function requireIntegration(context: Context, name: string, url: string): void {
  const entry = findByName(context.draft.catalog, { parent: ACCOUNT, class: "STORAGE INTEGRATION", name, args: null });
  if (entry === undefined || entry.class !== "STORAGE INTEGRATION") throw doesNotExist("Integration", name);
  requireAny(context, entry, { privileges: ["USAGE"], label: "Integration" });
  requireLocation(entry, url);
}

function checkEncryption(cloud: Cloud | null, to: Entry): void {
  if (to.properties.ENCRYPTION === undefined) return;
  const { TYPE: given, MASTER_KEY: master, KMS_KEY_ID: kms } = fieldsOf(to.properties.ENCRYPTION);
  // "When a MASTER_KEY value is provided, TYPE is not required"
  const type = String(given ?? (master === undefined ? "" : "AWS_CSE"));
  if (!ENCRYPTIONS[cloud ?? "INTERNAL"].includes(type)) throw invalidValue(type, "ENCRYPTION");
  if (type.endsWith("_CSE") !== (master !== undefined)) throw refuse(`ENCRYPTION TYPE ${type} and MASTER_KEY do not go together.`);
  if (kms !== undefined && !type.endsWith("_KMS")) throw refuse(`ENCRYPTION TYPE ${type} has no KMS_KEY_ID.`);
}

function checkDirectory(context: Context, cloud: Cloud | null, directory: Fields): void {
  if (cloud === null && directory.REFRESH_ON_CREATE !== undefined) throw refuse("REFRESH_ON_CREATE is not for internal stages.");
  if (directory.AWS_SNS_TOPIC !== undefined && cloud !== "AWS") throw refuse("AWS_SNS_TOPIC needs an s3 URL.");
  const integration = directory.NOTIFICATION_INTEGRATION;
  if (integration == null) return;
  if (cloud !== "GCP" && cloud !== "AZURE") throw refuse("NOTIFICATION_INTEGRATION needs a gcs or azure URL.");
  const found = findByName(context.draft.catalog, { parent: ACCOUNT, class: "NOTIFICATION INTEGRATION", name: String(integration), args: null });
  if (found?.class !== "NOTIFICATION INTEGRATION") throw doesNotExist("Integration", String(integration));
}

function withFormat(context: Context, to: Entry): Entry {
  const { FORMAT_NAME: name, FORMAT: known, ...options } = fieldsOf(to.properties.FILE_FORMAT);
  if (name === undefined) {
    if (options.TYPE === "CUSTOM" && Object.keys(options).length > 1) throw refuse("FILE_FORMAT TYPE = CUSTOM has no options.");
    if (options.TYPE !== "CUSTOM") checkFormat(options);
    return to;
  }
  if (Object.keys(options).length > 0) throw refuse("FORMAT_NAME and TYPE are mutually exclusive.");
  if (known !== undefined) return to;
  const format = resolve(context, { kind: FILE_FORMAT, ref: { parts: name as readonly string[] }, args: null });
  return { ...to, properties: { ...to.properties, FILE_FORMAT: { FORMAT_NAME: name, FORMAT: format.id } } };
}
