// `npm run torture [-- NAME ...] [--times N] [--seconds N] [--seed N]`: long random runs against the local account, and one line for each at the end.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { durability } from "./durability.mjs";
import { fuzzHttp } from "./fuzz-http.mjs";
import { fuzzSql } from "./fuzz-sql.mjs";
import { freshSeed } from "./random.mjs";

const TORTURES = {
  durability: async ({ seed, times = 200 }) => {
    const counted = (kills) => process.stderr.write(kills % 20 === 0 ? `  ${kills} kills\n` : "");
    const { tried, held, acknowledged, found } = await durability({ seed, times, onKill: counted });
    return { says: `${tried} tried, ${held} held (${acknowledged} statements acknowledged)`, line: `durability: ${tried} tried, ${held} held`, found };
  },
  "fuzz-sql": async ({ seed, seconds = 600 }) => fuzzed("fuzz-sql", await fuzzSql({ seed, seconds, strict: true })),
  "fuzz-http": async ({ seed, seconds = 300 }) => fuzzed("fuzz-http", await fuzzHttp({ seed, seconds })),
};

function fuzzed(name, { tried, found }) {
  const says = `${tried} tried, ${found.length} crashed, hung or answered badly`;
  return { says, line: `${name}: ${tried} tried, ${tried - found.length} held`, found };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { times: { type: "string" }, seconds: { type: "string" }, seed: { type: "string" } },
});
const names = positionals.length === 0 ? Object.keys(TORTURES) : positionals;
const unknown = names.filter((name) => !Object.hasOwn(TORTURES, name));
if (unknown.length > 0) {
  console.error(`no torture is named ${unknown.join(", ")}; there are ${Object.keys(TORTURES).join(", ")}`);
  process.exit(1);
}
const number = (name) => (values[name] === undefined ? {} : { [name]: Number(values[name]) });
const seed = values.seed === undefined ? freshSeed() : Number(values.seed);
const lines = [];
let broken = 0;
for (const name of names) {
  console.log(`${name}, seed ${seed} ...`);
  const { says, line, found } = await TORTURES[name]({ seed, ...number("times"), ...number("seconds") });
  console.log(`  ${says}`);
  for (const [i, { text, wrong }] of found.entries()) {
    const file = join(import.meta.dirname, `found-${name}-${i}.txt`);
    writeFileSync(file, text);
    console.log(`  ${wrong}\n  the input is in ${file}`);
  }
  broken += found.length;
  lines.push(line);
}
console.log(lines.join("\n"));
process.exit(broken === 0 ? 0 : 1);
