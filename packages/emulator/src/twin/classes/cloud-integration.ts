import type { Value } from "../../catalog/entry.ts";
import { type ClassReading, described } from "../class-reading.ts";
import { flagCell, textCell } from "../row.ts";

/** An integration with a cloud's storage or queues: its properties are the rows of DESCRIBE. */
export const cloudIntegration: ClassReading = {
  // Snowflake's own side of it.
  state: [
    "desc storage_aws_iam_user_arn",
    "desc storage_gcp_service_account",
    "desc azure_consent_url",
    "desc azure_multi_tenant_app_name",
    "desc sf_aws_iam_user_arn",
    "desc sf_aws_external_id",
    "desc gcp_pubsub_service_account",
  ],
  show({ entry, row }) {
    const [type = "", provider] = (textCell(row, "type") ?? "").split(" - ");
    if (type !== "") entry.properties.TYPE = type;
    if (provider !== undefined) entry.properties.NOTIFICATION_PROVIDER = provider;
    if (textCell(row, "direction") === "OUTBOUND" && type === "QUEUE") entry.properties.DIRECTION = "OUTBOUND";
    if (flagCell(row, "enabled") === false) entry.properties.ENABLED = false;
  },
  describe({ entry }, rows) {
    const kinds = new Map(rows.map((row) => [textCell(row, "property"), textCell(row, "property_type")]));
    const own = new Set(cloudIntegration.state?.map((row) => row.replace("desc ", "").toUpperCase()));
    for (const [name, text] of described(rows, "property_value")) {
      if (text === "" || name === "COMMENT" || name === "ENABLED" || own.has(name)) continue;
      if (name === "DIRECTION" && (text === "INBOUND" || entry.properties.TYPE === "EMAIL")) continue;
      const value = valueOfRow(text, kinds.get(name) ?? "String");
      if (value !== false) entry.properties[name] = value;
    }
  },
};

function valueOfRow(text: string, kind: string): Value {
  if (kind === "Boolean") return text === "true";
  return kind === "List" ? text.split(",") : text;
}
