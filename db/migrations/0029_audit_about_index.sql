CREATE INDEX CONCURRENTLY IF NOT EXISTS "audit_log_about" ON "audit_log" USING btree ("workspace_id","about_id","at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "audit_log"."about_id" is not null;
