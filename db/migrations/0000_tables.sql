CREATE TABLE "client_addresses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"line1" text NOT NULL,
	"line2" text,
	"city" text NOT NULL,
	"region" text,
	"postal_code" text NOT NULL,
	"country" text NOT NULL,
	CONSTRAINT "client_addresses_workspaceId_id_unique" UNIQUE("workspace_id","id"),
	CONSTRAINT "client_addresses_kind_known" CHECK ("client_addresses"."kind" in ('ship_to', 'bill_to'))
);
--> statement-breakpoint
CREATE TABLE "client_contacts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"phone" text,
	CONSTRAINT "client_contacts_workspaceId_id_unique" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "clients" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"allow_partial" boolean,
	"show_prices" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"archived_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "clients_workspaceId_id_unique" UNIQUE("workspace_id","id"),
	CONSTRAINT "clients_code" UNIQUE("workspace_id","code")
);
--> statement-breakpoint
CREATE TABLE "moves" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"from_tab" text NOT NULL,
	"to_tab" text NOT NULL,
	"cause" text NOT NULL,
	"effects" jsonb NOT NULL,
	"undoes" uuid,
	"undone_at" timestamp with time zone,
	"actor_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "moves_workspaceId_id_unique" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "order_events" (
	"workspace_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"type" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_name" text NOT NULL,
	"cause" text NOT NULL,
	"policy_version" integer,
	"from_tab" text,
	"to_tab" text,
	"move_id" uuid,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "order_events_workspace_id_order_id_seq_pk" PRIMARY KEY("workspace_id","order_id","seq"),
	CONSTRAINT "order_events_actor_kind" CHECK ("order_events"."actor_kind" in ('person', 'rule', 'channel', 'api_key', 'system')),
	CONSTRAINT "order_events_move_moves" CHECK (("order_events"."move_id" is null) = ("order_events"."from_tab" is null))
);
--> statement-breakpoint
CREATE TABLE "order_lines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"product_id" uuid NOT NULL,
	"sku" text NOT NULL,
	"name" text NOT NULL,
	"ordered" numeric(14,3) NOT NULL,
	"short_closed" numeric(14,3) DEFAULT 0 NOT NULL,
	"shipped" numeric(14,3) DEFAULT 0 NOT NULL,
	"unit_price_minor" bigint NOT NULL,
	"discount_minor" bigint DEFAULT 0 NOT NULL,
	"total_minor" bigint NOT NULL,
	"reserved" numeric(14,3) DEFAULT 0 NOT NULL,
	"expected" numeric(14,3) DEFAULT 0 NOT NULL,
	"expected_on" date,
	CONSTRAINT "order_lines_workspaceId_id_unique" UNIQUE("workspace_id","id"),
	CONSTRAINT "order_lines_line" UNIQUE("workspace_id","order_id","line"),
	CONSTRAINT "order_lines_quantities" CHECK ("order_lines"."ordered" > 0 and "order_lines"."short_closed" >= 0 and "order_lines"."shipped" >= 0 and "order_lines"."ordered" - "order_lines"."short_closed" - "order_lines"."shipped" >= 0)
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"number" text NOT NULL,
	"source" text NOT NULL,
	"external_id" text,
	"intake_hash" text,
	"po_number" text,
	"client_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"ordered_on" date NOT NULL,
	"ship_by_on" date,
	"deliver_by_on" date,
	"due_on" date GENERATED ALWAYS AS (coalesce(deliver_by_on, ship_by_on)) STORED,
	"allow_partial" boolean,
	"on_hold" boolean DEFAULT false NOT NULL,
	"note" text,
	"ship_to" jsonb,
	"shipping_minor" bigint DEFAULT 0 NOT NULL,
	"tax_minor" bigint DEFAULT 0 NOT NULL,
	"total_minor" bigint NOT NULL,
	"rank" bigint NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"event_seq" integer DEFAULT 0 NOT NULL,
	"search_text" text NOT NULL,
	"closed_at" timestamp with time zone,
	"archived_at" timestamp with time zone,
	"archive_reason" text,
	"archive_note" text,
	"attention" text,
	"invoiced_minor" bigint DEFAULT 0 NOT NULL,
	"paid_minor" bigint DEFAULT 0 NOT NULL,
	"tab" text DEFAULT 'open' NOT NULL,
	"tab_since" timestamp with time zone DEFAULT now() NOT NULL,
	"stock_cover" text DEFAULT 'not_needed' NOT NULL,
	"stock_percent" smallint,
	"stock_expected_on" date,
	"production_status" text DEFAULT 'not_needed' NOT NULL,
	"production_percent" smallint,
	"shipment_status" text DEFAULT 'not_needed' NOT NULL,
	"shipment_percent" smallint,
	"invoicing_status" text DEFAULT 'not_needed' NOT NULL,
	"payment_status" text DEFAULT 'not_needed' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "orders_workspaceId_id_unique" UNIQUE("workspace_id","id"),
	CONSTRAINT "orders_number" UNIQUE("workspace_id","number"),
	CONSTRAINT "orders_tab" CHECK ("orders"."tab" in ('open', 'closed', 'archived')),
	CONSTRAINT "orders_archive_reason" CHECK ("orders"."archive_reason" in ('asn', 'completed', 'cancelled', 'not_to_be_fulfilled', 'aged')),
	CONSTRAINT "orders_archived_has_reason" CHECK (("orders"."archive_reason" is null) = ("orders"."archived_at" is null)),
	CONSTRAINT "orders_tab_of_facts" CHECK ("orders"."tab" = case when "orders"."archive_reason" is not null then 'archived' when "orders"."closed_at" is not null then 'closed' else 'open' end),
	CONSTRAINT "orders_stock_cover" CHECK ("orders"."stock_cover" in ('short', 'partly', 'expected', 'in_stock', 'not_tracked', 'not_needed')),
	CONSTRAINT "orders_production_status" CHECK ("orders"."production_status" in ('not_needed', 'not_started', 'in_progress', 'blocked', 'made')),
	CONSTRAINT "orders_shipment_status" CHECK ("orders"."shipment_status" in ('not_needed', 'not_shipped', 'partly_shipped', 'shipped')),
	CONSTRAINT "orders_invoicing_status" CHECK ("orders"."invoicing_status" in ('not_needed', 'not_invoiced', 'partly', 'invoiced')),
	CONSTRAINT "orders_payment_status" CHECK ("orders"."payment_status" in ('not_needed', 'unpaid', 'partly', 'paid'))
);
--> statement-breakpoint
CREATE TABLE "tab_counts" (
	"workspace_id" uuid NOT NULL,
	"tab" text NOT NULL,
	"orders" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "tab_counts_workspace_id_tab_pk" PRIMARY KEY("workspace_id","tab"),
	CONSTRAINT "tab_counts_orders" CHECK ("tab_counts"."orders" >= 0)
);
--> statement-breakpoint
CREATE TABLE "policies" (
	"workspace_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"dispatch_on" text[] NOT NULL,
	"close_on" text[] NOT NULL,
	"archive_on_asn" text NOT NULL,
	"archive_on_completed" boolean NOT NULL,
	"paused" boolean DEFAULT false NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "policies_workspace_id_version_pk" PRIMARY KEY("workspace_id","version"),
	CONSTRAINT "policies_archive_on_asn" CHECK ("policies"."archive_on_asn" in ('off', 'sent', 'accepted'))
);
--> statement-breakpoint
CREATE TABLE "production_orders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"number" text NOT NULL,
	"product_id" uuid NOT NULL,
	"order_line_id" uuid,
	"quantity" numeric(14,3) NOT NULL,
	"made" numeric(14,3) DEFAULT 0 NOT NULL,
	"due_on" date NOT NULL,
	"started_at" timestamp with time zone,
	"blocked_at" timestamp with time zone,
	"blocked_reason" text,
	"finished_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "production_orders_workspaceId_id_unique" UNIQUE("workspace_id","id"),
	CONSTRAINT "production_orders_number" UNIQUE("workspace_id","number"),
	CONSTRAINT "production_orders_quantity" CHECK ("production_orders"."quantity" > 0 and "production_orders"."made" >= 0)
);
--> statement-breakpoint
CREATE TABLE "supply_allocations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"order_line_id" uuid NOT NULL,
	"production_order_id" uuid,
	"expected_receipt_id" uuid,
	"quantity" numeric(14,3) NOT NULL,
	"due_on" date NOT NULL,
	CONSTRAINT "supply_allocations_workspaceId_id_unique" UNIQUE("workspace_id","id"),
	CONSTRAINT "supply_allocations_quantity" CHECK ("supply_allocations"."quantity" > 0),
	CONSTRAINT "supply_allocations_one_source" CHECK (("supply_allocations"."production_order_id" is null) <> ("supply_allocations"."expected_receipt_id" is null))
);
--> statement-breakpoint
CREATE TABLE "expected_receipts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"reference" text NOT NULL,
	"quantity" numeric(14,3) NOT NULL,
	"received" numeric(14,3) DEFAULT 0 NOT NULL,
	"due_on" date NOT NULL,
	"closed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "expected_receipts_workspaceId_id_unique" UNIQUE("workspace_id","id"),
	CONSTRAINT "expected_receipts_quantity" CHECK ("expected_receipts"."quantity" > 0 and "expected_receipts"."received" >= 0)
);
--> statement-breakpoint
CREATE TABLE "products" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"sku" text NOT NULL,
	"name" text NOT NULL,
	"gtin" text,
	"kind" text DEFAULT 'goods' NOT NULL,
	"tracked" boolean DEFAULT true NOT NULL,
	"made" boolean DEFAULT false NOT NULL,
	"lead_time_days" integer,
	"unit_price_minor" bigint,
	"on_hand" numeric(14,3) DEFAULT 0 NOT NULL,
	"reserved" numeric(14,3) DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"archived_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "products_workspaceId_id_unique" UNIQUE("workspace_id","id"),
	CONSTRAINT "products_sku" UNIQUE("workspace_id","sku"),
	CONSTRAINT "products_kind" CHECK ("products"."kind" in ('goods', 'service')),
	CONSTRAINT "products_on_hand" CHECK ("products"."on_hand" >= 0),
	CONSTRAINT "products_reserved" CHECK ("products"."reserved" >= 0 and "products"."reserved" <= "products"."on_hand")
);
--> statement-breakpoint
CREATE TABLE "stock_movements" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"quantity" numeric(14,3) NOT NULL,
	"reason" text NOT NULL,
	"shipment_line_id" uuid,
	"dispatch_no" integer,
	"production_order_id" uuid,
	"note" text,
	"actor_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "stock_movements_workspaceId_id_unique" UNIQUE("workspace_id","id"),
	CONSTRAINT "stock_movements_reason" CHECK ("stock_movements"."reason" in ('receipt', 'count', 'scrap', 'return', 'other', 'dispatch', 'dispatch_undone', 'production', 'correction'))
);
--> statement-breakpoint
CREATE TABLE "asns" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"shipment_id" uuid NOT NULL,
	"state" text NOT NULL,
	"control_number" integer NOT NULL,
	"content" text NOT NULL,
	"sent_at" timestamp with time zone,
	"sent_by" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "asns_workspaceId_id_unique" UNIQUE("workspace_id","id"),
	CONSTRAINT "asns_control_number" UNIQUE("workspace_id","control_number"),
	CONSTRAINT "asns_state" CHECK ("asns"."state" in ('draft', 'sent', 'accepted', 'rejected', 'replaced', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "document_bytes" (
	"workspace_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "document_bytes_workspace_id_document_id_pk" PRIMARY KEY("workspace_id","document_id")
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"shipment_id" uuid,
	"invoice_id" uuid,
	"print_job_id" uuid,
	"kind" text NOT NULL,
	"number" text NOT NULL,
	"copy" integer NOT NULL,
	"content_type" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "documents_workspaceId_id_unique" UNIQUE("workspace_id","id"),
	CONSTRAINT "documents_copy" UNIQUE("workspace_id","shipment_id","kind","copy"),
	CONSTRAINT "documents_kind" CHECK ("documents"."kind" in ('label', 'packing_slip', 'bill_of_lading', 'invoice'))
);
--> statement-breakpoint
CREATE TABLE "invoices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"number" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"issued_on" date NOT NULL,
	"voided_at" timestamp with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "invoices_workspaceId_id_unique" UNIQUE("workspace_id","id"),
	CONSTRAINT "invoices_number" UNIQUE("workspace_id","number"),
	CONSTRAINT "invoices_amount" CHECK ("invoices"."amount_minor" > 0)
);
--> statement-breakpoint
CREATE TABLE "issued_numbers" (
	"workspace_id" uuid NOT NULL,
	"series" text NOT NULL,
	"number" text NOT NULL,
	"subject_id" uuid,
	"issued_at" timestamp with time zone NOT NULL,
	"voided_at" timestamp with time zone,
	CONSTRAINT "issued_numbers_workspace_id_series_number_pk" PRIMARY KEY("workspace_id","series","number")
);
--> statement-breakpoint
CREATE TABLE "number_series" (
	"workspace_id" uuid NOT NULL,
	"series" text NOT NULL,
	"next" bigint DEFAULT 1 NOT NULL,
	CONSTRAINT "number_series_workspace_id_series_pk" PRIMARY KEY("workspace_id","series"),
	CONSTRAINT "number_series_series" CHECK ("number_series"."series" in ('order', 'queue', 'shipment', 'sscc', 'bol', 'invoice', 'production', 'asn'))
);
--> statement-breakpoint
CREATE TABLE "packages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"shipment_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"sscc" text NOT NULL,
	"sscc_internal" text NOT NULL,
	CONSTRAINT "packages_workspaceId_id_unique" UNIQUE("workspace_id","id"),
	CONSTRAINT "packages_sscc" UNIQUE("workspace_id","sscc"),
	CONSTRAINT "packages_position" UNIQUE("workspace_id","shipment_id","position")
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"invoice_id" uuid,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"paid_on" date NOT NULL,
	"note" text,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "payments_workspaceId_id_unique" UNIQUE("workspace_id","id"),
	CONSTRAINT "payments_amount" CHECK ("payments"."amount_minor" > 0)
);
--> statement-breakpoint
CREATE TABLE "print_job_orders" (
	"workspace_id" uuid NOT NULL,
	"print_job_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"order_number" text NOT NULL,
	"shipment_id" uuid,
	"state" text NOT NULL,
	"refusal" jsonb,
	"move_id" uuid,
	CONSTRAINT "print_job_orders_workspace_id_print_job_id_position_pk" PRIMARY KEY("workspace_id","print_job_id","position")
);
--> statement-breakpoint
CREATE TABLE "print_jobs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"idempotency_key" text NOT NULL,
	"request_hash" text NOT NULL,
	"kinds" text[] NOT NULL,
	"actor_name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "print_jobs_workspaceId_id_unique" UNIQUE("workspace_id","id"),
	CONSTRAINT "print_jobs_key" UNIQUE("workspace_id","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "reservations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"order_line_id" uuid NOT NULL,
	"shipment_line_id" uuid,
	"production_order_id" uuid,
	"quantity" numeric(14,3) NOT NULL,
	CONSTRAINT "reservations_workspaceId_id_unique" UNIQUE("workspace_id","id"),
	CONSTRAINT "reservations_quantity" CHECK ("reservations"."quantity" > 0)
);
--> statement-breakpoint
CREATE TABLE "shipment_lines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"shipment_id" uuid NOT NULL,
	"order_line_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"quantity" numeric(14,3) NOT NULL,
	CONSTRAINT "shipment_lines_workspaceId_id_unique" UNIQUE("workspace_id","id"),
	CONSTRAINT "shipment_lines_order_line" UNIQUE("workspace_id","shipment_id","order_line_id"),
	CONSTRAINT "shipment_lines_quantity" CHECK ("shipment_lines"."quantity" > 0)
);
--> statement-breakpoint
CREATE TABLE "shipments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"number" text NOT NULL,
	"carrier" text,
	"tracking_number" text,
	"bol_number" text,
	"label_printed_at" timestamp with time zone,
	"packing_slip_printed_at" timestamp with time zone,
	"bol_printed_at" timestamp with time zone,
	"handed_over_at" timestamp with time zone,
	"channel_shipped_at" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	"dispatched_at" timestamp with time zone,
	"dispatched_by" text,
	"policy_version" integer,
	"dispatch_no" integer DEFAULT 0 NOT NULL,
	"voided_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "shipments_workspaceId_id_unique" UNIQUE("workspace_id","id"),
	CONSTRAINT "shipments_number" UNIQUE("workspace_id","number"),
	CONSTRAINT "shipments_bol_number" UNIQUE("workspace_id","bol_number"),
	CONSTRAINT "shipments_state" CHECK ("shipments"."dispatched_at" is null or "shipments"."voided_at" is null)
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"workspace_id" uuid NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"status" integer NOT NULL,
	"body" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_workspace_id_key_pk" PRIMARY KEY("workspace_id","key")
);
--> statement-breakpoint
CREATE TABLE "import_mappings" (
	"workspace_id" uuid NOT NULL,
	"fingerprint" text NOT NULL,
	"mapping" jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "import_mappings_workspace_id_fingerprint_pk" PRIMARY KEY("workspace_id","fingerprint")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"sha256" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"layout" text NOT NULL,
	"fingerprint" text NOT NULL,
	"bytes" "bytea",
	"mapping" jsonb,
	"create_missing" text DEFAULT 'no' NOT NULL,
	"state" text NOT NULL,
	"result" jsonb,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"applied_at" timestamp with time zone,
	CONSTRAINT "imports_workspaceId_id_unique" UNIQUE("workspace_id","id"),
	CONSTRAINT "imports_state" CHECK ("imports"."state" in ('uploaded', 'applied', 'discarded'))
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "inbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" uuid NOT NULL,
	"source" text NOT NULL,
	"delivery_id" text NOT NULL,
	"payload" jsonb NOT NULL,
	"fate" text DEFAULT 'new' NOT NULL,
	"reason" text,
	"received_at" timestamp with time zone NOT NULL,
	"handled_at" timestamp with time zone,
	CONSTRAINT "inbox_delivery" UNIQUE("workspace_id","source","delivery_id"),
	CONSTRAINT "inbox_fate" CHECK ("inbox"."fate" in ('new', 'kept', 'same', 'older', 'quarantined'))
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" uuid NOT NULL,
	"topic" text NOT NULL,
	"key" text NOT NULL,
	"payload" jsonb NOT NULL,
	"available_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"done_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "outbox_key" UNIQUE("workspace_id","topic","key")
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"last_four" text NOT NULL,
	"key_hash" text NOT NULL,
	"role" text NOT NULL,
	"demo" boolean DEFAULT false NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_keys_keyHash_unique" UNIQUE("key_hash"),
	CONSTRAINT "api_keys_workspaceId_id_unique" UNIQUE("workspace_id","id"),
	CONSTRAINT "api_keys_role" CHECK ("api_keys"."role" in ('owner', 'admin', 'operator', 'viewer', 'client'))
);
--> statement-breakpoint
CREATE TABLE "installation" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"workspace_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"client_id" uuid,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "memberships_workspace_id_user_id_pk" PRIMARY KEY("workspace_id","user_id"),
	CONSTRAINT "memberships_role" CHECK ("memberships"."role" in ('owner', 'admin', 'operator', 'viewer', 'client'))
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempts" (
	"key" text PRIMARY KEY NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"window_started_at" timestamp with time zone NOT NULL,
	"blocked_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text,
	"session_version" integer DEFAULT 1 NOT NULL,
	"disabled_at" timestamp with time zone,
	"demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"locale" text DEFAULT 'en-GB' NOT NULL,
	"currency" text DEFAULT 'EUR' NOT NULL,
	"paper" text DEFAULT 'a4' NOT NULL,
	"gs1_prefix" text,
	"order_prefix" text DEFAULT 'SO-' NOT NULL,
	"ship_complete" boolean DEFAULT true NOT NULL,
	"ship_from" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "workspaces_paper" CHECK ("workspaces"."paper" in ('a4', 'letter'))
);
--> statement-breakpoint
ALTER TABLE "client_addresses" ADD CONSTRAINT "client_addresses_workspace_id_client_id_clients_workspace_id_id_fk" FOREIGN KEY ("workspace_id","client_id") REFERENCES "public"."clients"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_contacts" ADD CONSTRAINT "client_contacts_workspace_id_client_id_clients_workspace_id_id_fk" FOREIGN KEY ("workspace_id","client_id") REFERENCES "public"."clients"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clients" ADD CONSTRAINT "clients_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moves" ADD CONSTRAINT "moves_workspace_id_order_id_orders_workspace_id_id_fk" FOREIGN KEY ("workspace_id","order_id") REFERENCES "public"."orders"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_workspace_id_order_id_orders_workspace_id_id_fk" FOREIGN KEY ("workspace_id","order_id") REFERENCES "public"."orders"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_workspace_id_move_id_moves_workspace_id_id_fk" FOREIGN KEY ("workspace_id","move_id") REFERENCES "public"."moves"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_workspace_id_order_id_orders_workspace_id_id_fk" FOREIGN KEY ("workspace_id","order_id") REFERENCES "public"."orders"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_workspace_id_product_id_products_workspace_id_id_fk" FOREIGN KEY ("workspace_id","product_id") REFERENCES "public"."products"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_workspace_id_client_id_clients_workspace_id_id_fk" FOREIGN KEY ("workspace_id","client_id") REFERENCES "public"."clients"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tab_counts" ADD CONSTRAINT "tab_counts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_orders" ADD CONSTRAINT "production_orders_workspace_id_product_id_products_workspace_id_id_fk" FOREIGN KEY ("workspace_id","product_id") REFERENCES "public"."products"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_orders" ADD CONSTRAINT "production_orders_workspace_id_order_line_id_order_lines_workspace_id_id_fk" FOREIGN KEY ("workspace_id","order_line_id") REFERENCES "public"."order_lines"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supply_allocations" ADD CONSTRAINT "supply_allocations_workspace_id_order_line_id_order_lines_workspace_id_id_fk" FOREIGN KEY ("workspace_id","order_line_id") REFERENCES "public"."order_lines"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supply_allocations" ADD CONSTRAINT "supply_allocations_workspace_id_production_order_id_production_orders_workspace_id_id_fk" FOREIGN KEY ("workspace_id","production_order_id") REFERENCES "public"."production_orders"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supply_allocations" ADD CONSTRAINT "supply_allocations_workspace_id_expected_receipt_id_expected_receipts_workspace_id_id_fk" FOREIGN KEY ("workspace_id","expected_receipt_id") REFERENCES "public"."expected_receipts"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expected_receipts" ADD CONSTRAINT "expected_receipts_workspace_id_product_id_products_workspace_id_id_fk" FOREIGN KEY ("workspace_id","product_id") REFERENCES "public"."products"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_movements" ADD CONSTRAINT "stock_movements_workspace_id_product_id_products_workspace_id_id_fk" FOREIGN KEY ("workspace_id","product_id") REFERENCES "public"."products"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asns" ADD CONSTRAINT "asns_workspace_id_shipment_id_shipments_workspace_id_id_fk" FOREIGN KEY ("workspace_id","shipment_id") REFERENCES "public"."shipments"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_bytes" ADD CONSTRAINT "document_bytes_workspace_id_document_id_documents_workspace_id_id_fk" FOREIGN KEY ("workspace_id","document_id") REFERENCES "public"."documents"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_workspace_id_order_id_orders_workspace_id_id_fk" FOREIGN KEY ("workspace_id","order_id") REFERENCES "public"."orders"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_workspace_id_shipment_id_shipments_workspace_id_id_fk" FOREIGN KEY ("workspace_id","shipment_id") REFERENCES "public"."shipments"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_workspace_id_print_job_id_print_jobs_workspace_id_id_fk" FOREIGN KEY ("workspace_id","print_job_id") REFERENCES "public"."print_jobs"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_workspace_id_order_id_orders_workspace_id_id_fk" FOREIGN KEY ("workspace_id","order_id") REFERENCES "public"."orders"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "issued_numbers" ADD CONSTRAINT "issued_numbers_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "number_series" ADD CONSTRAINT "number_series_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "packages" ADD CONSTRAINT "packages_workspace_id_shipment_id_shipments_workspace_id_id_fk" FOREIGN KEY ("workspace_id","shipment_id") REFERENCES "public"."shipments"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_workspace_id_order_id_orders_workspace_id_id_fk" FOREIGN KEY ("workspace_id","order_id") REFERENCES "public"."orders"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_workspace_id_invoice_id_invoices_workspace_id_id_fk" FOREIGN KEY ("workspace_id","invoice_id") REFERENCES "public"."invoices"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "print_job_orders" ADD CONSTRAINT "print_job_orders_workspace_id_print_job_id_print_jobs_workspace_id_id_fk" FOREIGN KEY ("workspace_id","print_job_id") REFERENCES "public"."print_jobs"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "print_job_orders" ADD CONSTRAINT "print_job_orders_workspace_id_shipment_id_shipments_workspace_id_id_fk" FOREIGN KEY ("workspace_id","shipment_id") REFERENCES "public"."shipments"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "print_jobs" ADD CONSTRAINT "print_jobs_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_workspace_id_product_id_products_workspace_id_id_fk" FOREIGN KEY ("workspace_id","product_id") REFERENCES "public"."products"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_workspace_id_order_line_id_order_lines_workspace_id_id_fk" FOREIGN KEY ("workspace_id","order_line_id") REFERENCES "public"."order_lines"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_workspace_id_shipment_line_id_shipment_lines_workspace_id_id_fk" FOREIGN KEY ("workspace_id","shipment_line_id") REFERENCES "public"."shipment_lines"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_workspace_id_shipment_id_shipments_workspace_id_id_fk" FOREIGN KEY ("workspace_id","shipment_id") REFERENCES "public"."shipments"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_workspace_id_order_line_id_order_lines_workspace_id_id_fk" FOREIGN KEY ("workspace_id","order_line_id") REFERENCES "public"."order_lines"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_workspace_id_product_id_products_workspace_id_id_fk" FOREIGN KEY ("workspace_id","product_id") REFERENCES "public"."products"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_workspace_id_order_id_orders_workspace_id_id_fk" FOREIGN KEY ("workspace_id","order_id") REFERENCES "public"."orders"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_mappings" ADD CONSTRAINT "import_mappings_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbox" ADD CONSTRAINT "inbox_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_workspace_id_client_id_clients_workspace_id_id_fk" FOREIGN KEY ("workspace_id","client_id") REFERENCES "public"."clients"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "client_addresses_kind" ON "client_addresses" USING btree ("workspace_id","client_id","kind");--> statement-breakpoint
CREATE INDEX "client_contacts_client" ON "client_contacts" USING btree ("workspace_id","client_id");--> statement-breakpoint
CREATE INDEX "clients_name" ON "clients" USING btree ("workspace_id","name","id");--> statement-breakpoint
CREATE INDEX "moves_order" ON "moves" USING btree ("workspace_id","order_id","at");--> statement-breakpoint
CREATE INDEX "moves_batch" ON "moves" USING btree ("workspace_id","batch_id");--> statement-breakpoint
CREATE INDEX "moves_recent" ON "moves" USING btree ("workspace_id","to_tab","at");--> statement-breakpoint
CREATE INDEX "order_events_move" ON "order_events" USING btree ("workspace_id","move_id");--> statement-breakpoint
CREATE INDEX "order_lines_product" ON "order_lines" USING btree ("workspace_id","product_id","order_id");--> statement-breakpoint
CREATE INDEX "order_lines_sku" ON "order_lines" USING btree ("workspace_id","sku");--> statement-breakpoint
CREATE UNIQUE INDEX "orders_external" ON "orders" USING btree ("workspace_id","source","external_id");--> statement-breakpoint
CREATE INDEX "orders_queue" ON "orders" USING btree ("workspace_id","tab","rank","id");--> statement-breakpoint
CREATE INDEX "orders_due" ON "orders" USING btree ("workspace_id","tab","due_on","rank","id");--> statement-breakpoint
CREATE INDEX "orders_recent" ON "orders" USING btree ("workspace_id","tab","tab_since" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "orders_client" ON "orders" USING btree ("workspace_id","client_id","tab");--> statement-breakpoint
CREATE INDEX "production_orders_product" ON "production_orders" USING btree ("workspace_id","product_id","due_on");--> statement-breakpoint
CREATE INDEX "production_orders_line" ON "production_orders" USING btree ("workspace_id","order_line_id");--> statement-breakpoint
CREATE INDEX "supply_allocations_product" ON "supply_allocations" USING btree ("workspace_id","product_id");--> statement-breakpoint
CREATE INDEX "supply_allocations_line" ON "supply_allocations" USING btree ("workspace_id","order_line_id");--> statement-breakpoint
CREATE INDEX "expected_receipts_open" ON "expected_receipts" USING btree ("workspace_id","product_id","due_on") WHERE "expected_receipts"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "products_name" ON "products" USING btree ("workspace_id","name","id");--> statement-breakpoint
CREATE INDEX "stock_movements_product" ON "stock_movements" USING btree ("workspace_id","product_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "stock_movements_dispatch" ON "stock_movements" USING btree ("workspace_id","shipment_line_id","reason","dispatch_no");--> statement-breakpoint
CREATE UNIQUE INDEX "asns_one_live" ON "asns" USING btree ("workspace_id","shipment_id") WHERE "asns"."state" in ('draft', 'sent', 'accepted');--> statement-breakpoint
CREATE INDEX "documents_order" ON "documents" USING btree ("workspace_id","order_id","created_at");--> statement-breakpoint
CREATE INDEX "documents_job" ON "documents" USING btree ("workspace_id","print_job_id");--> statement-breakpoint
CREATE INDEX "invoices_order" ON "invoices" USING btree ("workspace_id","order_id");--> statement-breakpoint
CREATE INDEX "payments_order" ON "payments" USING btree ("workspace_id","order_id");--> statement-breakpoint
CREATE INDEX "reservations_product" ON "reservations" USING btree ("workspace_id","product_id");--> statement-breakpoint
CREATE UNIQUE INDEX "reservations_floating" ON "reservations" USING btree ("workspace_id","order_line_id") WHERE "reservations"."shipment_line_id" is null and "reservations"."production_order_id" is null;--> statement-breakpoint
CREATE INDEX "reservations_line" ON "reservations" USING btree ("workspace_id","order_line_id");--> statement-breakpoint
CREATE UNIQUE INDEX "reservations_shipment_line" ON "reservations" USING btree ("workspace_id","shipment_line_id") WHERE "reservations"."shipment_line_id" is not null;--> statement-breakpoint
CREATE INDEX "shipment_lines_by_order_line" ON "shipment_lines" USING btree ("workspace_id","order_line_id");--> statement-breakpoint
CREATE INDEX "shipments_order" ON "shipments" USING btree ("workspace_id","order_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "shipments_one_draft" ON "shipments" USING btree ("workspace_id","order_id") WHERE "shipments"."dispatched_at" is null and "shipments"."voided_at" is null;--> statement-breakpoint
CREATE INDEX "imports_recent" ON "imports" USING btree ("workspace_id","created_at");--> statement-breakpoint
CREATE INDEX "inbox_new" ON "inbox" USING btree ("received_at") WHERE "inbox"."handled_at" is null;--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("available_at") WHERE "outbox"."done_at" is null;--> statement-breakpoint
CREATE INDEX "memberships_user" ON "memberships" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree (lower("email"));