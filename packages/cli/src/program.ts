import { Command, Option } from "commander";
import type { Terminal } from "./terminal/terminal.ts";
import { VERSION } from "./version.ts";

/** Where a command leaves its exit code. */
type Exit = (code: number) => void;

/** The table of commands. A command's body is imported when it runs, so that --help stays instant. */
export function programOf(terminal: Terminal, exit: Exit): Command {
  const program = new Command("snowtower")
    .description("Run Snowflake accounts as code: describe an account in files, plan the change, apply it.")
    .version(VERSION)
    .option("-q, --quiet", "say only results and errors")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text),
      writeErr: (text) => terminal.complain(text),
      // Told where every error is told, with its code.
      outputError: () => undefined,
      getOutHelpWidth: () => terminal.width,
      getErrHelpWidth: () => terminal.width,
    })
    .hook("preAction", (_, command) => {
      terminal.quiet = command.optsWithGlobals().quiet === true;
    })
    .addHelpText("after", EXIT_CODES);
  validate(program, terminal, exit);
  plan(program, terminal, exit);
  explain(program, terminal, exit);
  apply(program, terminal, exit);
  destroy(program, terminal, exit);
  unlock(program, terminal, exit);
  doctor(program, terminal, exit);
  bootstrap(program, terminal, exit);
  local(program, terminal, exit);
  record(program, terminal, exit);
  query(program, terminal, exit);
  demo(program, terminal, exit);
  return program;
}

const EXIT_CODES = `
Exit codes: 0 nothing to do, or done; 1 error, nothing was changed; 2 the plan has changes;
3 stopped part-way; 4 refused, nothing was changed.`;

const ASSUME_ABSENT = "what the role is not shown does not exist: create it, though that cannot be proven";

function validate(program: Command, terminal: Terminal, exit: Exit): void {
  onProject(program.command("validate").description("check a project's files, without any account")).action(async (options) => {
    exit(await (await import("./commands/validate.ts")).validate(options, terminal));
  });
}

function plan(program: Command, terminal: Terminal, exit: Exit): void {
  onAccount(onProject(program.command("plan").description("show what would change; changes nothing")))
    .option("--only <pattern>", "plan only objects whose name matches, and what they need")
    .option("--assume-absent", ASSUME_ABSENT)
    .addOption(new Option("--format <format>", "how to show the plan").choices(["text", "json", "markdown"]).default("text"))
    .option("--sql", "show the statements too")
    .option("--full", "show every object and grant, folding nothing")
    .option("--out <file>", "write the plan to a file that apply takes")
    .option("--refresh-secrets", "set every described secret again")
    .action(async (options) => {
      exit(await (await import("./commands/plan.ts")).plan(options, terminal));
    });
}

function explain(program: Command, terminal: Terminal, exit: Exit): void {
  onAccount(onProject(program.command("explain").description("say all about one step of a plan, or what a code means; changes nothing"), { required: false }))
    .argument("[step]", "a step's number, its id or a part of it, or a code like ST2004; without it the steps are listed")
    .option("--plan <file>", "a plan that was written with plan --out, instead of a new one")
    .option("--only <pattern>", "plan only objects whose name matches, and what they need")
    .option("--assume-absent", ASSUME_ABSENT)
    .addOption(new Option("--format <format>", "how to show it").choices(["text", "json"]).default("text"))
    .action(async (step, options) => {
      exit(await (await import("./commands/explain-step.ts")).explainStep({ ...options, step }, terminal));
    });
}

function apply(program: Command, terminal: Terminal, exit: Exit): void {
  onLock(onAccount(onProject(program.command("apply").description("make the account as described: plan, ask, apply"), { required: false })))
    .argument("[planfile]", "a plan that was written with plan --out; it is applied as it is, or refused")
    .option("--only <pattern>", "only objects whose name matches, and what they need")
    .option("--assume-absent", ASSUME_ABSENT)
    .addOption(new Option("--allow <class>", "allow a class of steps that is refused otherwise").choices(["destructive"]))
    .option("-y, --yes", "do not ask")
    .option("--sql", "show the statements too")
    .option("--refresh-secrets", "set every described secret again")
    .action(async (planFile, options) => {
      exit(await (await import("./commands/apply.ts")).apply({ ...options, planFile }, terminal));
    });
}

function destroy(program: Command, terminal: Terminal, exit: Exit): void {
  onLock(onAccount(onProject(program.command("destroy").description("remove an environment: everything that its prefix made"))))
    .option("-y, --yes", "do not ask")
    .option("--sql", "show the statements too")
    .action(async (options) => {
      exit(await (await import("./commands/destroy.ts")).destroy(options, terminal));
    });
}

function unlock(program: Command, terminal: Terminal, exit: Exit): void {
  onAccount(onProject(program.command("unlock").description("take the lock of an environment from a run that is gone")))
    .option("-y, --yes", "do not ask")
    .action(async (options) => {
      exit(await (await import("./commands/unlock.ts")).unlock(options, terminal));
    });
}

function doctor(program: Command, terminal: Terminal, exit: Exit): void {
  onAccount(program.command("doctor").description("say what this role can read and change, and what is missing; changes nothing"))
    .option("-c, --config <dir>", "the project's folder", ".")
    .option("--env-prefix <prefix>", "the prefix of the environment")
    .option("--json", "print one JSON document")
    .action(async (options) => {
      exit(await (await import("./commands/doctor.ts")).doctor(options, terminal));
    });
}

function bootstrap(program: Command, terminal: Terminal, exit: Exit): void {
  program
    .command("bootstrap")
    .description("print the SQL that makes an account ready: roles, a service user, a warehouse, the state schema")
    .option("-c, --config <dir>", "the project's folder", ".")
    .option("--env-prefix <prefix>", "the prefix of the environment")
    .option("--env <name>", "an environment of snowtower.yaml")
    .option("--print", "print it, which is all that bootstrap does")
    .option("--weak", "leave out MANAGE GRANTS, which shows everything and can grant everything")
    .option("--public-key <file>", "the public key that the service user logs in with")
    .option("--workload-identity <words>", "its identity at its cloud instead: type=oidc,issuer=URL,subject=SUBJECT")
    .option("--user <name>", "the service user (default: SNOWTOWER)")
    .option("--reader-role <role>", "the role that reads (default: SNOWTOWER_READER)")
    .option("--deployer-role <role>", "the role that deploys (default: SNOWTOWER_DEPLOYER)")
    .option("--warehouse <warehouse>", "the warehouse (default: SNOWTOWER_WH)")
    .action(async (options) => {
      exit(await (await import("./commands/bootstrap.ts")).bootstrap(options, terminal));
    });
}

function local(program: Command, terminal: Terminal, exit: Exit): void {
  program
    .command("local")
    .description("run a local Snowflake-compatible account that drivers can connect to")
    .option("--port <number>", "the port to listen on; a free one by default")
    .option("--data <dir>", "the folder that keeps the account (default: .snowtower/local)")
    .option("--tls", "also be a proxy behind which every <account>.snowflakecomputing.com is this account")
    .option("--env", "print, for a shell to evaluate, what clients of the server that runs with --tls need")
    .addOption(new Option("--edition <edition>", "of a new account").choices(["standard", "enterprise", "business_critical", "vps"]))
    .option("--region <id>", "of a new account, like AWS_EU_CENTRAL_1")
    .option("--account-name <name>", "of a new account")
    .option("--bundle <name...>", "behavior-change bundles to switch on, like 2026_05")
    .option("--fault <faults>", "what goes wrong from the start, like \"delay 200ms; drop after nth 3 on 'GRANT%'\"")
    .option("--json", "print how to connect as one JSON document")
    .action(async (options) => {
      exit(await (await import("./commands/local.ts")).local(options, terminal));
    });
}

function record(program: Command, terminal: Terminal, exit: Exit): void {
  onAccount(
    program
      .command("record")
      .description("write down how an account answers, without its names, or compare another account with that; changes nothing")
      .option("-c, --config <dir>", "the project's folder", "."),
  )
    .option("--out <file>", "ask the account, and write the recording to this file")
    .option("--print", "show what would be asked, and ask nothing")
    .option("--replay <file>", "ask a new local account (or --connection) what was asked then, and show what differs")
    .option("--json", "print one JSON document (with --replay)")
    .action(async (options) => {
      exit(await (await import("./commands/record.ts")).record(options, terminal));
    });
}

function query(program: Command, terminal: Terminal, exit: Exit): void {
  onAccount(program.command("query").description("run one SQL statement and show its rows").option("-c, --config <dir>", "the project's folder", "."))
    .argument("<sql>", "the statement")
    .addOption(new Option("--format <format>", "how to show the rows").choices(["table", "json", "csv"]).default("table"))
    .action(async (sql, options) => {
      exit(await (await import("./commands/query.ts")).query({ ...options, sql }, terminal));
    });
}

function demo(program: Command, terminal: Terminal, exit: Exit): void {
  program
    .command("demo")
    .description("watch the whole job on a local account: plan, apply, drift, repair")
    .action(async () => {
      exit(await (await import("./commands/demo.ts")).demo(terminal));
    });
}

function onProject(command: Command, { required = true } = {}): Command {
  const option = "-c, --config <dir>";
  const doc = "the project's folder";
  return (required ? command.requiredOption(option, doc) : command.option(option, doc)).option(
    "--env-prefix <prefix>",
    "put PREFIX__ before the names of databases, warehouses, users and roles",
  );
}

function onAccount(command: Command): Command {
  return command
    .option("--env <name>", "an environment of snowtower.yaml")
    .option("--connection <name>", "a connection of connections.toml, or local for the project's local account")
    .option("--role <role>", "the role to log in with")
    .option("--warehouse <warehouse>", "the warehouse for queries");
}

function onLock(command: Command): Command {
  return command
    .option("--lock-timeout <time>", "wait so long for another run: 30s, 5m, 1h; without it apply refuses")
    .option("--lock-lease <time>", "how long the lock outlives a killed run (default: 2m)");
}
