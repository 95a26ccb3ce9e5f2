import { readFileSync } from "node:fs";
import { BOOTSTRAP_NAMES, type BootstrapNames, bootstrap as bootstrapSections, EXIT, hasFutureGrants, kindsOf, type Login } from "@snowtower/engine";
import { type AccountFacts, exactly, parseIdentifier } from "@snowtower/sql";
import { bootstrapText } from "../present/bootstrap-text.ts";
import { openProject } from "../project/open-project.ts";
import { printDiagnostics } from "../project/print-diagnostics.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { UsageError } from "../usage-error.ts";
import type { ProjectOptions } from "./project-options.ts";

interface BootstrapCommand extends ProjectOptions {
  readonly weak?: boolean;
  readonly publicKey?: string;
  readonly workloadIdentity?: string;
  readonly user?: string;
  readonly readerRole?: string;
  readonly deployerRole?: string;
  readonly warehouse?: string;
}

/** Prints the SQL that makes an account ready for the project. It asks no account, and runs nothing: an administrator reads it and runs it. */
export async function bootstrap(command: BootstrapCommand, terminal: Terminal): Promise<number> {
  const project = openProject(command, process.env);
  if (printDiagnostics(project.diagnostics, { root: project.root, terminal }) > 0) return EXIT.error;
  const names = namesOf(command);
  const desired = project.loaded.describe(factsOf(names));
  const kinds = kindsOf(desired);
  const sections = bootstrapSections({
    names,
    kinds,
    hasFutureGrants: hasFutureGrants(desired),
    weak: command.weak === true,
    login: loginOf(command),
    state: project.stateSchema,
  });
  terminal.print(bootstrapText(sections, { paint: terminal.paint, kinds: desired.catalog.objects.size === 0 ? null : kinds }));
  return EXIT.done;
}

function namesOf(command: BootstrapCommand): BootstrapNames {
  const named = (written: string | undefined, option: string, usual: BootstrapNames["user"]): BootstrapNames["user"] => {
    if (written === undefined) return usual;
    const name = parseIdentifier(written);
    if (name === null) throw new UsageError("ST3306", `${option} takes a name, not ${JSON.stringify(written)}`);
    return name;
  };
  return {
    reader: named(command.readerRole, "--reader-role", BOOTSTRAP_NAMES.reader),
    deployer: named(command.deployerRole, "--deployer-role", BOOTSTRAP_NAMES.deployer),
    user: named(command.user, "--user", BOOTSTRAP_NAMES.user),
    warehouse: named(command.warehouse, "--warehouse", BOOTSTRAP_NAMES.warehouse),
  };
}

/** The account as it will be met: what the project needs does not depend on more. */
function factsOf({ user, deployer, warehouse }: BootstrapNames): AccountFacts {
  const nowhere = { locator: "", organization: "", name: "", region: "", source: "", edition: "VPS" } as const;
  return { ...nowhere, user: exactly(user), role: exactly(deployer), warehouse: exactly(warehouse) };
}

function loginOf({ publicKey, workloadIdentity }: BootstrapCommand): Login {
  if (workloadIdentity === undefined) return { kind: "key pair", publicKey: publicKey === undefined ? null : keyIn(publicKey) };
  if (publicKey !== undefined) throw new UsageError("ST3306", "--public-key and --workload-identity are two ways to log in: name one");
  const parts = workloadIdentity.split(",").map((part) => /^\s*([A-Za-z_]+)\s*=\s*(.+?)\s*$/.exec(part));
  const identity = Object.fromEntries(parts.flatMap((part) => (part?.[1] === undefined ? [] : [[part[1].toUpperCase(), part[2] ?? ""]])));
  if (parts.some((part) => part === null) || identity.TYPE === undefined)
    throw new UsageError(
      "ST3306",
      "--workload-identity takes type=..., and what belongs to the type",
      "type=aws,arn=ARN or type=oidc,issuer=URL,subject=SUBJECT, with commas between",
    );
  return { kind: "workload identity", identity };
}

/** The text of the key, as Snowflake takes it. What a file holds that is no public key is not shown: it could be the private one. */
function keyIn(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError("ST3305", `the public key ${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? "refused"}`);
  }
  const key = text.replace(/-----(?:BEGIN|END) PUBLIC KEY-----/g, "").replace(/\s+/g, "");
  if (/PRIVATE KEY/.test(text) || !/^[A-Za-z0-9+/]{200,}={0,2}$/.test(key))
    throw new UsageError("ST3306", `${file} holds no RSA public key`, "openssl rsa -in KEY.p8 -pubout -out KEY.pub makes it from the private one");
  return key;
}
