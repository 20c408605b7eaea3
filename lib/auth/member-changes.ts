/** Decides who may make whom what: roles of people, and who may be let in or kept out. */
import { may, type Role } from "./permissions";

/** A membership as the database holds it at this moment. */
export type Member = {
  readonly userId: string;
  readonly role: Role;
  readonly active: boolean;
};

export type MemberChange =
  | { readonly kind: "role"; readonly role: Role }
  | { readonly kind: "disable" }
  | { readonly kind: "enable" };

export type MemberRefusal =
  | "not_allowed"
  | "owners_only"
  | "last_owner"
  | "client_person"
  | "not_yourself";

/** From the least to the most. A client's person stands outside of the ladder. */
const LADDER: readonly Role[] = ["client", "viewer", "operator", "admin", "owner"];

/** Why a change is refused; null to go ahead. `owners` are the workspace's active owners. */
export function refusedChange(
  actor: Member | null,
  target: Member,
  change: MemberChange,
  owners: readonly string[],
): MemberRefusal | null {
  if (actor === null || !actor.active || !mayManage(actor, target, change)) {
    return "not_allowed";
  }
  const touchesOwners =
    target.role === "owner" || (change.kind === "role" && change.role === "owner");
  if (touchesOwners && actor.role !== "owner") {
    return "owners_only";
  }
  if (change.kind === "role" && (target.role === "client") !== (change.role === "client")) {
    return "client_person";
  }
  const isSelf = actor.userId === target.userId;
  if (isSelf && (change.kind === "enable" || raises(target.role, change))) {
    return "not_yourself";
  }
  const leavesOwners =
    change.kind === "disable" || (change.kind === "role" && change.role !== "owner");
  const others = owners.filter((owner) => owner !== target.userId);
  return target.role === "owner" && leavesOwners && others.length === 0 ? "last_owner" : null;
}

/** Who manages people may change anybody; everybody may leave. */
function mayManage(actor: Member, target: Member, change: MemberChange): boolean {
  const leaves = actor.userId === target.userId && change.kind === "disable";
  return leaves || may(actor.role, "users.write");
}

function raises(role: Role, change: MemberChange): boolean {
  return change.kind === "role" && LADDER.indexOf(change.role) > LADDER.indexOf(role);
}

/** Whether a person of this role may invite somebody as that role. */
export function mayInvite(inviter: Role, role: Role): boolean {
  return may(inviter, "users.write") && (role !== "owner" || inviter === "owner");
}
