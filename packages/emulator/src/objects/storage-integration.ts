import type { Entry } from "../catalog/entry.ts";
import { boolean, oneOf, strings, text } from "../parser/value.ts";
import { compilationError, invalidValue, unsupported } from "../sql-error.ts";
import { describeCloudIntegration } from "./cloud-integration/describe.ts";
import { checkShape, checkUnset, requireCreateIntegration, type Shape } from "./cloud-integration/shape.ts";
import { integrationColumns } from "./integration.ts";
import type { ObjectClass } from "./object-class.ts";

const COMMON = ["TYPE", "ENABLED", "STORAGE_PROVIDER", "STORAGE_ALLOWED_LOCATIONS"];
const ACL = "bucket-owner-full-control";
const S3: Shape = {
  needs: ["STORAGE_AWS_ROLE_ARN"],
  may: ["STORAGE_BLOCKED_LOCATIONS", "STORAGE_AWS_EXTERNAL_ID", "STORAGE_AWS_OBJECT_ACL", "USE_PRIVATELINK_ENDPOINT"],
  own: ["STORAGE_AWS_IAM_USER_ARN", "STORAGE_AWS_EXTERNAL_ID"],
};

const STORAGE_SHAPES: Readonly<Record<string, Shape>> = {
  S3,
  S3CHINA: S3,
  S3GOV: S3,
  GCS: { needs: [], may: ["STORAGE_BLOCKED_LOCATIONS"], own: ["STORAGE_GCP_SERVICE_ACCOUNT"] },
  AZURE: {
    needs: ["AZURE_TENANT_ID"],
    may: ["STORAGE_BLOCKED_LOCATIONS", "USE_PRIVATELINK_ENDPOINT"],
    own: ["AZURE_CONSENT_URL", "AZURE_MULTI_TENANT_APP_NAME"],
  },
};

/** `s3://`, `gcs://`: how a location with this provider begins. */
function schemeOf(provider: string): string {
  return `${provider.toLowerCase()}://`;
}

function shapeOf(entry: Entry): Shape {
  return STORAGE_SHAPES[String(entry.properties.STORAGE_PROVIDER)] ?? S3;
}

function checkLocations(entry: Entry): void {
  const scheme = schemeOf(String(entry.properties.STORAGE_PROVIDER));
  for (const list of ["STORAGE_ALLOWED_LOCATIONS", "STORAGE_BLOCKED_LOCATIONS"]) {
    const locations = (entry.properties[list] ?? []) as readonly string[];
    const wrong = locations.find((location) => location !== "*" && !location.toLowerCase().startsWith(scheme));
    if (wrong !== undefined) throw invalidValue(wrong, list);
    if (locations.length === 0 && list === "STORAGE_ALLOWED_LOCATIONS") throw invalidValue("()", list);
  }
  const acl = entry.properties.STORAGE_AWS_OBJECT_ACL;
  if (acl !== undefined && acl !== null && acl !== ACL && acl !== "") throw invalidValue(String(acl), "STORAGE_AWS_OBJECT_ACL");
}

/** (docs: sql-reference/sql/create-storage-integration, alter-storage-integration, show-integrations, desc-integration) */
export const storageIntegration: ObjectClass = {
  name: "STORAGE INTEGRATION",
  label: "Integration",
  container: "ACCOUNT",
  properties: [
    { name: "TYPE", read: oneOf(["EXTERNAL_STAGE", "POSTGRES_EXTERNAL_STORAGE", "POSTGRES_INTERNAL_STORAGE"]), only: "create" },
    { name: "STORAGE_PROVIDER", read: oneOf(Object.keys(STORAGE_SHAPES)), only: "create" },
    { name: "ENABLED", read: boolean, default: true },
    { name: "STORAGE_ALLOWED_LOCATIONS", read: strings },
    { name: "STORAGE_BLOCKED_LOCATIONS", read: strings },
    { name: "STORAGE_AWS_ROLE_ARN", read: text },
    { name: "STORAGE_AWS_EXTERNAL_ID", read: text },
    { name: "STORAGE_AWS_OBJECT_ACL", read: text },
    { name: "AZURE_TENANT_ID", read: text },
    { name: "USE_PRIVATELINK_ENDPOINT", read: boolean },
  ],
  needs: { describe: ["USAGE"] },
  shows: [{ words: "STORAGE INTEGRATIONS", columns: integrationColumns, cuts: true }],

  describe(entry, context) {
    const first = ["ENABLED", "STORAGE_PROVIDER", "STORAGE_ALLOWED_LOCATIONS", "STORAGE_BLOCKED_LOCATIONS"];
    return describeCloudIntegration(context, entry, { first, shape: shapeOf(entry) });
  },

  creatable: (context) => requireCreateIntegration(context, "STORAGE"),

  clause: (cursor) => (cursor.sees("STORAGE_LOCATIONS") ? cursor.refuse("CREATE STORAGE INTEGRATION ... STORAGE_LOCATIONS") : false),

  alter(cursor) {
    if (cursor.sees("SET ACTIVE")) cursor.refuse("ALTER STORAGE INTEGRATION ... SET ACTIVE");
    return cursor.sees("RENAME") ? cursor.fail() : null;
  },

  complete(_cursor, { properties }) {
    const type = properties.TYPE;
    if (type === undefined) throw compilationError("001008", "22023", "Missing option(s): [TYPE].");
    if (type !== "EXTERNAL_STAGE") throw unsupported(`CREATE STORAGE INTEGRATION ... TYPE = ${String(type)}`);
    const shape = STORAGE_SHAPES[String(properties.STORAGE_PROVIDER)] ?? S3;
    checkShape(properties, shape, { common: COMMON, object: `STORAGE INTEGRATION of ${String(properties.STORAGE_PROVIDER)}` });
  },

  check(_context, to, from) {
    checkLocations(to);
    if (from === null) return to;
    checkUnset(to.properties, from.properties, ["ENABLED", "STORAGE_BLOCKED_LOCATIONS"]);
    const common = COMMON.filter((name) => name !== "ENABLED");
    checkShape(
      to.properties,
      { ...shapeOf(to), may: [...shapeOf(to).may, "ENABLED"] },
      { common, object: `STORAGE INTEGRATION of ${String(to.properties.STORAGE_PROVIDER)}` },
    );
    return to;
  },
};
