ALTER TABLE "order_words" DROP CONSTRAINT "order_words_workspace_id_workspaces_id_fk";
