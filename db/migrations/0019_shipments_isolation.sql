select orderflow_isolate('package_lines', 'select, insert, update, delete');
--> statement-breakpoint
-- Until now a shipment had one carton with everything in it.
alter table packages no force row level security;
--> statement-breakpoint
alter table shipment_lines no force row level security;
--> statement-breakpoint
alter table package_lines no force row level security;
--> statement-breakpoint
insert into package_lines (workspace_id, package_id, shipment_line_id, quantity)
select p.workspace_id, p.id, l.id, l.quantity
from packages p
join shipment_lines l on l.workspace_id = p.workspace_id and l.shipment_id = p.shipment_id
where p.position = 1;
--> statement-breakpoint
alter table packages force row level security;
--> statement-breakpoint
alter table shipment_lines force row level security;
--> statement-breakpoint
alter table package_lines force row level security;
