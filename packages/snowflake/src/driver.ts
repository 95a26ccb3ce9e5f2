// The official driver: loaded when the first account is opened (about 300 ms and 100 MB), silenced, and put under limits.
import type { Connection, ConnectionOptions } from "snowflake-sdk";
import { limitRequests } from "./request-limits.ts";

export interface Driver {
  connection(options: ConnectionOptions): Connection;
  /** A setting of the driver for the whole process; it only ever goes from "checked" to "not checked", because somebody asked for it. */
  disableOcspChecks(): void;
}

let loading: Promise<Driver> | null = null;

export function loadDriver(): Promise<Driver> {
  loading ??= load();
  return loading;
}

/**
 * Read while the driver is imported. Without the first it asks the cloud's metadata addresses where it runs; the second is a native module
 * that only reports a version. Whoever set one of them himself keeps his value.
 */
const WHILE_LOADING = { SNOWFLAKE_DISABLE_PLATFORM_DETECTION: "true", SNOWFLAKE_DISABLE_MINICORE: "true" } as const;
/** Read later: without the first every log-in is followed by a report to Snowflake on how the options were written. */
const ALWAYS = { SF_TELEMETRY_DISABLE_CONNECTION_SHAPE: "true", AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" } as const;

async function load(): Promise<Driver> {
  const mine = Object.entries(WHILE_LOADING).filter(([name]) => process.env[name] === undefined);
  for (const [name, value] of mine) process.env[name] = value;
  for (const [name, value] of Object.entries(ALWAYS)) process.env[name] ??= value;
  try {
    await switchOffClientConfig();
    const { default: sdk } = await import("snowflake-sdk");
    const { default: http } = await import("snowflake-sdk/dist/lib/http/axios_instance.js");
    const silent = () => {};
    sdk.configure({
      logLevel: "OFF",
      additionalLogToConsole: false,
      customLogger: { error: silent, warn: silent, info: silent, debug: silent, trace: silent },
      // By default a VARIANT that is not JSON is evaluated as JavaScript. No cell is converted here, and none may ever be run.
      jsonColumnVariantParser: (cell: string) => cell,
      xmlColumnVariantParser: (cell: string) => cell,
    });
    limitRequests(axiosOf(http));
    return {
      connection: (options) => sdk.createConnection(options),
      disableOcspChecks: () => sdk.configure({ disableOCSPChecks: true }),
    };
  } finally {
    for (const [name] of mine) delete process.env[name];
  }
}

/**
 * At the first log-in the driver looks for an `sf_client_config.json` in the home folder; one that is there switches its log file on again,
 * and one that is broken makes the log-in fail. There is no option against it, so what looks for it is replaced before the driver takes it.
 */
async function switchOffClientConfig(): Promise<void> {
  const module = await import("snowflake-sdk/dist/lib/configuration/client_configuration.js");
  const exported = ((module as { readonly default?: unknown }).default ?? module) as { ConfigurationUtil: unknown };
  exported.ConfigurationUtil = class {
    readonly getClientConfig = async () => null;
  };
}

/** A CommonJS module that was compiled from an ES module has its default one level further down. */
function axiosOf(module: unknown): Parameters<typeof limitRequests>[0] {
  const inner = (module as { readonly default?: unknown }).default ?? module;
  if (typeof (inner as { readonly interceptors?: unknown }).interceptors !== "object")
    throw new TypeError("this version of snowflake-sdk is not supported: its HTTP client was not found");
  return inner as Parameters<typeof limitRequests>[0];
}
