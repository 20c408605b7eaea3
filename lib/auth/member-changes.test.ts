import { describe, expect, it } from "vitest";
import { type Member, type MemberChange, mayInvite, refusedChange } from "./member-changes";
import { ROLES, type Role } from "./permissions";

const person = (userId: string, role: Role, active = true): Member => ({ userId, role, active });
const to = (role: Role): MemberChange => ({ kind: "role", role });
const DISABLE: MemberChange = { kind: "disable" };
const ENABLE: MemberChange = { kind: "enable" };
const owner = person("o", "owner");
const admin = person("a", "admin");

describe("refusedChange", () => {
  it("lets owners and admins manage people, and nobody else", () => {
    const mayChange = ROLES.filter(
      (role) =>
        refusedChange(person("x", role), person("v", "viewer"), to("operator"), ["o"]) === null,
    );
    expect(mayChange).toEqual(["owner", "admin"]);
    expect(refusedChange(null, person("v", "viewer"), DISABLE, ["o"])).toBe("not_allowed");
    const disabled = person("a", "admin", false);
    expect(refusedChange(disabled, person("v", "viewer"), DISABLE, ["o"])).toBe("not_allowed");
  });

  it("lets only owners make, unmake, disable and enable owners", () => {
    const second = person("p", "owner");
    for (const [target, change] of [
      [person("v", "viewer"), to("owner")],
      [second, to("viewer")],
      [second, DISABLE],
      [person("p", "owner", false), ENABLE],
    ] as const) {
      expect(refusedChange(admin, target, change, ["o", "p"])).toBe("owners_only");
      expect(refusedChange(owner, target, change, ["o", "p"])).toBeNull();
    }
  });

  it("keeps the last active owner", () => {
    expect(refusedChange(owner, owner, DISABLE, ["o"])).toBe("last_owner");
    expect(refusedChange(owner, owner, to("admin"), ["o"])).toBe("last_owner");
    expect(refusedChange(owner, owner, DISABLE, ["o", "p"])).toBeNull();
    expect(refusedChange(owner, person("p", "owner", false), to("viewer"), ["o"])).toBeNull();
  });

  it("lets nobody raise themself, and everybody step down or leave", () => {
    expect(refusedChange(admin, admin, to("owner"), ["o"])).toBe("owners_only");
    expect(refusedChange(admin, admin, to("viewer"), ["o"])).toBeNull();
    const viewer = person("v", "viewer");
    expect(refusedChange(viewer, viewer, to("operator"), ["o"])).toBe("not_allowed");
    expect(refusedChange(viewer, viewer, DISABLE, ["o"])).toBeNull();
  });

  it("makes no client's person one of the workspace, nor the other way round", () => {
    expect(refusedChange(owner, person("c", "client"), to("viewer"), ["o"])).toBe("client_person");
    expect(refusedChange(owner, person("v", "viewer"), to("client"), ["o"])).toBe("client_person");
    expect(refusedChange(admin, person("c", "client"), DISABLE, ["o"])).toBeNull();
  });
});

describe("mayInvite", () => {
  it("lets owners invite everybody, admins everybody but owners, others nobody", () => {
    const invited = (inviter: Role) => ROLES.filter((role) => mayInvite(inviter, role));
    expect(invited("owner")).toEqual([...ROLES]);
    expect(invited("admin")).toEqual(["admin", "operator", "viewer", "client"]);
    expect(["operator", "viewer", "client"].flatMap((role) => invited(role as Role))).toEqual([]);
  });
});
