/** The tests in a JUnit file as pytest writes it. */
export function readJunit(xml) {
  return [...xml.matchAll(/<testcase ([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g)].map(([, attributes, inside = ""]) => {
    const { classname = "", name = "" } = attributesOf(attributes);
    const found = /<(failure|error|skipped)\b([^>]*?)(?:\/>|>([\s\S]*?)<\/\1>)/.exec(inside);
    const test = { group: classname, name };
    if (found === null) return { ...test, outcome: "passed" };
    const [, tag, more, text = ""] = found;
    const { message = "" } = attributesOf(more);
    return { ...test, outcome: tag === "skipped" ? "skipped" : "failed", reason: firstLine(message), details: plain(text) };
  });
}

function attributesOf(text) {
  return Object.fromEntries([...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, plain(value)]));
}

const ENTITIES = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&" };

function plain(text) {
  return text
    .replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => ENTITIES[entity])
    .replace(/&#(\d+);|&#x([\da-f]+);/gi, (_, ten, sixteen) => String.fromCodePoint(Number(ten ?? `0x${sixteen}`)));
}

/** Without the number that a query has, which is another one each time. */
function firstLine(text) {
  const lines = text
    .replace(/\b0[\da-f]{7}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(: )?/g, "")
    .split("\n")
    .map((line) => line.trim());
  // Snowflake's messages say what is wrong in their second line.
  return lines[0]?.endsWith("SQL compilation error:") ? `${lines[0]} ${lines[1] ?? ""}` : (lines[0] ?? "");
}
