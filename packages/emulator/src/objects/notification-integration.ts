import { childrenOf } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry, type Value } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { boolean, oneOf, strings, text } from "../parser/value.ts";
import { compilationError, invalidValue, unsupported } from "../sql-error.ts";
import { describeCloudIntegration } from "./cloud-integration/describe.ts";
import { checkShape, checkUnset, requireCreateIntegration, type Shape } from "./cloud-integration/shape.ts";
import { integrationColumns } from "./integration.ts";
import type { ObjectClass } from "./object-class.ts";
import { text as textShown } from "./show-columns.ts";

const AZURE = ["AZURE_CONSENT_URL", "AZURE_MULTI_TENANT_APP_NAME"];
const GCP = ["GCP_PUBSUB_SERVICE_ACCOUNT"];

/** By direction and provider; email has neither. */
const NOTIFICATION_SHAPES: Readonly<Record<string, Shape>> = {
  "OUTBOUND AWS_SNS": { needs: ["AWS_SNS_TOPIC_ARN", "AWS_SNS_ROLE_ARN"], may: [], own: ["SF_AWS_IAM_USER_ARN", "SF_AWS_EXTERNAL_ID"] },
  "OUTBOUND AZURE_EVENT_GRID": { needs: ["AZURE_EVENT_GRID_TOPIC_ENDPOINT", "AZURE_TENANT_ID"], may: [], own: AZURE },
  "OUTBOUND GCP_PUBSUB": { needs: ["GCP_PUBSUB_TOPIC_NAME"], may: [], own: GCP },
  "INBOUND AZURE_STORAGE_QUEUE": { needs: ["AZURE_STORAGE_QUEUE_PRIMARY_URI", "AZURE_TENANT_ID"], may: ["USE_PRIVATELINK_ENDPOINT"], own: AZURE },
  "INBOUND GCP_PUBSUB": { needs: ["GCP_PUBSUB_SUBSCRIPTION_NAME"], may: [], own: GCP },
};
const EMAIL: Shape = { needs: [], may: ["ALLOWED_RECIPIENTS", "DEFAULT_RECIPIENTS", "DEFAULT_SUBJECT"], own: [] };
/** "Currently, this feature is limited to Snowflake accounts hosted on ..." (each page of an outbound queue) */
const HOSTED_ON: Readonly<Record<string, string>> = { AWS_SNS: "AWS", AZURE_EVENT_GRID: "AZURE", GCP_PUBSUB: "GCP" };
const QUEUE = ["TYPE", "ENABLED", "NOTIFICATION_PROVIDER"];
const MOST_RECIPIENTS = 50;
const LONGEST_SUBJECT = 256;

type Properties = Readonly<Record<string, Value>>;

function directionOf({ TYPE: type, DIRECTION: direction }: Properties): string {
  return type === "EMAIL" ? "OUTBOUND" : String(direction ?? "INBOUND");
}

function notificationShape(properties: Properties): Shape {
  if (properties.TYPE === "EMAIL") return EMAIL;
  const provider = String(properties.NOTIFICATION_PROVIDER ?? "");
  const shape = NOTIFICATION_SHAPES[`${directionOf(properties)} ${provider}`];
  if (shape === undefined)
    throw provider === ""
      ? compilationError("001008", "22023", "Missing option(s): [NOTIFICATION_PROVIDER].")
      : invalidValue(provider, "NOTIFICATION_PROVIDER");
  return shape;
}

function checkParts(properties: Properties): void {
  const isEmail = properties.TYPE === "EMAIL";
  const shape = notificationShape(properties);
  const may = isEmail ? shape.may : [...shape.may, "DIRECTION"];
  checkShape({ ENABLED: true, ...properties }, { ...shape, may }, { common: isEmail ? ["TYPE", "ENABLED"] : QUEUE, object: "NOTIFICATION INTEGRATION" });
}

/** "You must specify email addresses of users in the current account"; here every address counts as verified. */
function checkRecipients(context: Context, to: Entry): void {
  const known = new Set(childrenOf(context.draft.catalog, ACCOUNT, "USER").map(({ properties }) => String(properties.EMAIL ?? "").toLowerCase()));
  for (const list of ["ALLOWED_RECIPIENTS", "DEFAULT_RECIPIENTS"]) {
    const given = (to.properties[list] ?? []) as readonly string[];
    const stranger = given.find((address) => address === "" || !known.has(address.toLowerCase()));
    if (stranger !== undefined) throw invalidValue(stranger, list);
    if (given.length > MOST_RECIPIENTS) throw compilationError("001008", "22023", `${list} has more than ${MOST_RECIPIENTS} addresses.`);
  }
  const subject = to.properties.DEFAULT_SUBJECT;
  if (typeof subject === "string" && subject.length > LONGEST_SUBJECT) throw invalidValue(subject, "DEFAULT_SUBJECT");
}

/** (docs: sql-reference/sql/create-notification-integration and the pages of its types, alter-..., desc-..., show-notification-integrations) */
export const notificationIntegration: ObjectClass = {
  name: "NOTIFICATION INTEGRATION",
  label: "Integration",
  container: "ACCOUNT",
  properties: [
    { name: "TYPE", read: oneOf(["QUEUE", "EMAIL", "WEBHOOK"]), only: "create" },
    { name: "DIRECTION", read: oneOf(["OUTBOUND", "INBOUND"]), only: "create" },
    { name: "NOTIFICATION_PROVIDER", read: oneOf(["AWS_SNS", "AZURE_EVENT_GRID", "AZURE_STORAGE_QUEUE", "GCP_PUBSUB"]), only: "create" },
    { name: "ENABLED", read: boolean, default: true },
    ...["AWS_SNS_TOPIC_ARN", "AWS_SNS_ROLE_ARN", "AZURE_EVENT_GRID_TOPIC_ENDPOINT", "AZURE_STORAGE_QUEUE_PRIMARY_URI", "AZURE_TENANT_ID"].map((name) => ({
      name,
      read: text,
    })),
    ...["GCP_PUBSUB_TOPIC_NAME", "GCP_PUBSUB_SUBSCRIPTION_NAME", "DEFAULT_SUBJECT"].map((name) => ({ name, read: text })),
    { name: "USE_PRIVATELINK_ENDPOINT", read: boolean },
    { name: "ALLOWED_RECIPIENTS", read: strings },
    { name: "DEFAULT_RECIPIENTS", read: strings },
  ],
  needs: { describe: ["USAGE"] },
  shows: [
    {
      words: "NOTIFICATION INTEGRATIONS",
      columns: [...integrationColumns, textShown("direction", (entry) => directionOf(entry.properties))],
      cuts: true,
    },
  ],

  describe(entry, context) {
    const first = entry.properties.TYPE === "EMAIL" ? ["ENABLED", "DIRECTION"] : ["ENABLED", "NOTIFICATION_PROVIDER", "DIRECTION"];
    const told = { ...entry, properties: { ...entry.properties, DIRECTION: directionOf(entry.properties) } };
    return describeCloudIntegration(context, told, { first, shape: notificationShape(entry.properties) });
  },

  creatable: (context) => requireCreateIntegration(context, "NOTIFICATION"),

  clause: (cursor) => (cursor.sees("QUEUES") ? cursor.refuse("CREATE NOTIFICATION INTEGRATION ... QUEUES") : false),

  alter(cursor) {
    if (cursor.sees("SET ACTIVE")) cursor.refuse("ALTER NOTIFICATION INTEGRATION ... SET ACTIVE");
    return cursor.sees("RENAME") ? cursor.fail() : null;
  },

  complete(_cursor, { properties }) {
    const type = properties.TYPE;
    if (type === undefined || properties.ENABLED === undefined)
      throw compilationError("001008", "22023", `Missing option(s): [${type === undefined ? "TYPE" : "ENABLED"}].`);
    if (type === "WEBHOOK") throw unsupported("CREATE NOTIFICATION INTEGRATION ... TYPE = WEBHOOK");
    checkParts(properties);
  },

  check(context, to, from) {
    const { NOTIFICATION_PROVIDER: provider } = to.properties;
    const host = HOSTED_ON[String(provider)];
    if (from === null && directionOf(to.properties) === "OUTBOUND" && host !== undefined && !context.account.region.startsWith(`${host}_`))
      throw compilationError("001008", "22023", `NOTIFICATION_PROVIDER ${String(provider)} cannot be used by an account in ${context.account.region}.`);
    checkRecipients(context, to);
    if (from === null) return to;
    checkUnset(to.properties, from.properties, from.properties.TYPE === "EMAIL" ? ["ENABLED", ...EMAIL.may] : []);
    checkParts(to.properties);
    return to;
  },
};
