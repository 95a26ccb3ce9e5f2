// Snowflake's own side of an integration: the identities that a cloud's administrator is told to trust. Here nobody stands behind them.

import { createHash } from "node:crypto";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";

/** The value of a row of DESCRIBE that nobody sets; the same one each time. */
export function ownSide(context: Context, entry: Entry, row: string): string {
  const account = hashOf(context.account.locator);
  const mine = hashOf(`${context.account.locator}/${entry.id}`);
  switch (row) {
    case "STORAGE_AWS_IAM_USER_ARN":
    case "SF_AWS_IAM_USER_ARN":
      // "Snowflake provisions a single IAM user for your entire Snowflake account" (docs: user-guide/data-load-s3-config-storage-integration)
      return `arn:aws:iam::000000000000:user/${account.slice(0, 4)}-s-local`;
    case "STORAGE_AWS_EXTERNAL_ID":
    case "SF_AWS_EXTERNAL_ID":
      return `${context.account.locator}_SFCRole=2_${mine.slice(0, 28)}=`;
    case "AZURE_CONSENT_URL":
      return `https://login.microsoftonline.com/${String(entry.properties.AZURE_TENANT_ID)}/oauth2/authorize?client_id=${uuid(account)}&response_type=code`;
    case "AZURE_MULTI_TENANT_APP_NAME":
      return `${account.slice(0, 6)}snowflakepacint_${String(entry.id)}`;
    default:
      return `${account.slice(0, 10)}@local.iam.gserviceaccount.com`;
  }
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function uuid(hash: string): string {
  return hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
}
