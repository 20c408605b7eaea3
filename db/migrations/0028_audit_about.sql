ALTER TABLE "audit_log" ADD COLUMN "about_id" uuid;
