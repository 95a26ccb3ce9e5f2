// The hosts under which drivers look for an account: `<account>.snowflakecomputing.com`, with a locator's region before the domain
// (docs: user-guide/admin-account-identifier).

export const DOMAIN = "snowflakecomputing.com";

const REGIONS = {
  "": ["us-east-1", "eu-west-1", "eu-central-1", "ap-southeast-1", "ap-southeast-2"],
  aws: [
    ...["us-west-2", "us-west-2-gov", "fhplus.us-gov-west-1", "dod.us-gov-west-1", "us-east-2", "us-east-1-gov", "fhplus.us-gov-east-1"],
    ...["ca-central-1", "sa-east-1", "af-south-1", "eu-west-2", "eu-west-3", "eu-central-2", "eu-north-1", "me-central-1"],
    ...["ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-3", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7"],
  ],
  gcp: ["us-central1", "us-east4", "europe-west2", "europe-west3", "europe-west4", "me-central2", "australia-southeast2"],
  azure: [
    ...["west-us-2", "central-us", "south-central-us", "east-us", "east-us-2", "fhplus.us-gov-virginia", "us-gov-virginia", "canada-central"],
    ...["mexicocentral", "uk-south", "north-europe", "sweden-central", "west-europe", "switzerland-north", "uae-north", "central-india"],
    ...["japan-east", "korea-central", "southeast-asia", "australia-east"],
  ],
} as const;

/** Certificates have wildcards for one label only, so that each region needs one of its own. */
export const HOST_PATTERNS: readonly string[] = [
  `*.${DOMAIN}`,
  ...Object.entries(REGIONS).flatMap(([cloud, regions]) => regions.map((region) => `*.${region}${cloud === "" ? "" : `.${cloud}`}.${DOMAIN}`)),
];

const SUFFIXES = new Set(HOST_PATTERNS.map((pattern) => pattern.slice(1)));

/** Is this the address of an account (any account's)? */
export function isAccountHost(host: string): boolean {
  const [, label, suffix = ""] = /^([a-z0-9][a-z0-9_-]*)(\..*)$/.exec(host.toLowerCase()) ?? [];
  return label !== undefined && label !== "ocsp" && SUFFIXES.has(suffix);
}
