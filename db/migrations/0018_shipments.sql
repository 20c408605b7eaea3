CREATE TABLE "package_lines" (
	"workspace_id" uuid NOT NULL,
	"package_id" uuid NOT NULL,
	"shipment_line_id" uuid NOT NULL,
	"quantity" numeric(14,3) NOT NULL,
	CONSTRAINT "package_lines_workspace_id_package_id_shipment_line_id_pk" PRIMARY KEY("workspace_id","package_id","shipment_line_id"),
	CONSTRAINT "package_lines_quantity" CHECK ("package_lines"."quantity" > 0)
);
--> statement-breakpoint
ALTER TABLE "asns" ADD COLUMN "cancelled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "asns" ADD COLUMN "cancelled_by" text;--> statement-breakpoint
ALTER TABLE "asns" ADD COLUMN "cancellation" text;--> statement-breakpoint
ALTER TABLE "print_job_orders" ADD COLUMN "shipment_number" text;--> statement-breakpoint
ALTER TABLE "shipments" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "package_lines" ADD CONSTRAINT "package_lines_workspace_id_package_id_packages_workspace_id_id_fk" FOREIGN KEY ("workspace_id","package_id") REFERENCES "public"."packages"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_lines" ADD CONSTRAINT "package_lines_workspace_id_shipment_line_id_shipment_lines_workspace_id_id_fk" FOREIGN KEY ("workspace_id","shipment_line_id") REFERENCES "public"."shipment_lines"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "package_lines_shipment_line" ON "package_lines" USING btree ("workspace_id","shipment_line_id");