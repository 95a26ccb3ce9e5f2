import { describe, expect, it } from "vitest";
import { globalPrivileges, isGlobalPrivilege } from "./privileges/global-privileges.ts";
import { securableTypes } from "./privileges/securable-types.ts";
import { securableType, securableTypeOfPlural } from "./privileges.ts";

describe("the types that privileges are granted on", () => {
  it("are found by Snowflake's word, SHOW GRANTS' word and SnowDDL's word", () => {
    for (const word of ["FILE FORMAT", "FILE_FORMAT", "file_format", " file format "]) expect(securableType(word)?.type).toBe("FILE FORMAT");
    expect(securableType("EXTERNAL_ACCESS_INTEGRATION")?.type).toBe("INTEGRATION");
    expect(securableType("VOLUME")?.type).toBe("EXTERNAL VOLUME");
    expect(securableType("TABEL")).toBeUndefined();
  });

  it("have distinct names and plurals, and no privilege twice", () => {
    expect(new Set(securableTypes.map((t) => t.type)).size).toBe(securableTypes.length);
    expect(new Set(securableTypes.map((t) => t.plural)).size).toBe(securableTypes.length);
    for (const each of securableTypes) expect(new Set(each.privileges).size, each.type).toBe(each.privileges.length);
    expect(new Set(globalPrivileges).size).toBe(globalPrivileges.length);
  });

  it("have the plurals of the documentation", () => {
    for (const each of securableTypes.filter((t) => t.type.endsWith(" POLICY"))) expect(each.plural).toBe(each.type.replace("POLICY", "POLICIES"));
    expect(securableType("GIT REPOSITORY")?.plural).toBe("GIT REPOSITORIES");
    expect(securableTypeOfPlural("materialized views")?.type).toBe("MATERIALIZED VIEW");
    expect(securableType("GATEWAY")?.plural).toBe("GATEWAYS");
  });

  it("say which grants Snowflake refuses in bulk or for the future", () => {
    expect(securableType("PIPE")).toMatchObject({ bulk: false, future: true });
    expect(securableType("TAG")).toMatchObject({ bulk: false, future: false });
    expect(securableType("WAREHOUSE")).toMatchObject({ bulk: false, future: false });
    expect(securableType("SCHEMA")).toMatchObject({ bulk: true, future: true });
  });

  it("know privileges with a name in them", () => {
    expect(isGlobalPrivilege("USE AI FUNCTION AI_COMPLETE")).toBe(true);
    expect(isGlobalPrivilege("EXECUTE TASK")).toBe(true);
    expect(isGlobalPrivilege("EXECUTE TASKS")).toBe(false);
  });
});
