import "server-only";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { documentBytes, documents } from "@/db/schema/documents";
import { newId } from "@/lib/shared/ids";
import type { Context } from "@/lib/workspaces/context";

type NewDocument = Pick<
  typeof documents.$inferInsert,
  "orderId" | "shipmentId" | "invoiceId" | "printJobId" | "kind" | "number" | "copy"
>;

/** Stores a document's facts and bytes. The one module that knows where the bytes are. */
export async function storeDocument(
  tx: Transaction,
  ctx: Context,
  facts: NewDocument,
  bytes: Uint8Array,
): Promise<string> {
  const id = newId();
  await tx.insert(documents).values({
    ...facts,
    id,
    workspaceId: ctx.workspaceId,
    contentType: "application/pdf",
    sizeBytes: bytes.byteLength,
    sha256: await sha256(bytes),
    createdBy: ctx.actor.name,
    createdAt: ctx.now,
  });
  await tx.insert(documentBytes).values({ workspaceId: ctx.workspaceId, documentId: id, bytes });
  return id;
}

/** The bytes of a document, or null where the workspace has none of that id. */
export async function readDocument(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  id: string,
): Promise<{ facts: typeof documents.$inferSelect; bytes: Uint8Array } | null> {
  const [row] = await tx
    .select({ facts: documents, bytes: documentBytes.bytes })
    .from(documents)
    .innerJoin(
      documentBytes,
      and(
        eq(documentBytes.workspaceId, documents.workspaceId),
        eq(documentBytes.documentId, documents.id),
      ),
    )
    .where(and(eq(documents.workspaceId, ctx.workspaceId), eq(documents.id, id)));
  return row ?? null;
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
