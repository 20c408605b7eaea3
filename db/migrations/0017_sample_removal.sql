-- Sample data may be removed although orders and their events are otherwise never deleted. Only this
-- function does it: of the transaction's workspace, and of what the workspace says is its sample.
do $$
declare
  v_table text;
begin
  foreach v_table in array array[
    'orders', 'order_lines', 'order_events', 'moves', 'told_orders', 'tracking_links', 'deliveries',
    'shipments', 'shipment_lines', 'packages', 'asns', 'print_job_orders', 'documents', 'document_bytes',
    'invoices', 'payments', 'reservations', 'supply_allocations', 'production_orders',
    'production_reports', 'production_events', 'stock_movements', 'expected_receipts', 'products',
    'clients', 'client_addresses', 'client_contacts', 'messages', 'invitations', 'outbox'
  ] loop
    execute format(
      'create policy sample_removal on %I to orderflow_system using (workspace_id = (select orderflow_workspace()))',
      v_table);
    execute format('grant select, delete on %I to orderflow_system', v_table);
  end loop;
  foreach v_table in array array['issued_numbers', 'tab_counts'] loop
    execute format(
      'create policy sample_removal on %I to orderflow_system using (workspace_id = (select orderflow_workspace()))',
      v_table);
    execute format('grant select, update on %I to orderflow_system', v_table);
  end loop;
  -- A lock on rows takes the right to change them.
  grant update on products, orders, clients to orderflow_system;
end
$$;
--> statement-breakpoint
create function remove_sample_data() returns table (kind text, name text)
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
declare
  v_workspace uuid := orderflow_workspace();
  v_sample jsonb;
  v_products uuid[];
  v_orders uuid[];
  v_clients uuid[];
  v_shipments uuid[];
  v_invoices uuid[];
  v_production uuid[];
  v_documents uuid[];
  v_left integer;
begin
  select w.sample into v_sample from workspaces w where w.id = v_workspace for update;
  if v_sample is null then
    return;
  end if;
  -- Products before orders before clients, each by id: the order of locks that everybody keeps.
  select coalesce(array_agg(p.id), '{}') into v_products from (
    select id from products where workspace_id = v_workspace
      and id in (select jsonb_array_elements_text(v_sample -> 'products')::uuid) order by id for update) p;
  select coalesce(array_agg(o.id), '{}') into v_orders from (
    select id from orders where workspace_id = v_workspace
      and id in (select jsonb_array_elements_text(v_sample -> 'orders')::uuid) order by id for update) o;
  select coalesce(array_agg(c.id), '{}') into v_clients from (
    select id from clients where workspace_id = v_workspace
      and id in (select jsonb_array_elements_text(v_sample -> 'clients')::uuid) order by id for update) c;
  -- A product that a real order names stays, and so does every sample order that names a product that stays.
  loop
    v_left := cardinality(v_products) + cardinality(v_orders);
    select coalesce(array_agg(p), '{}') into v_products from unnest(v_products) p
    where not exists (select 1 from order_lines l
      where l.workspace_id = v_workspace and l.product_id = p and not l.order_id = any (v_orders));
    select coalesce(array_agg(o), '{}') into v_orders from unnest(v_orders) o
    where not exists (select 1 from order_lines l
      where l.workspace_id = v_workspace and l.order_id = o and not l.product_id = any (v_products));
    exit when v_left = cardinality(v_products) + cardinality(v_orders);
  end loop;
  select coalesce(array_agg(c), '{}') into v_clients from unnest(v_clients) c
  where not exists (select 1 from orders o
      where o.workspace_id = v_workspace and o.client_id = c and not o.id = any (v_orders))
    and not exists (select 1 from memberships m where m.workspace_id = v_workspace and m.client_id = c);

  select coalesce(array_agg(id), '{}') into v_shipments from shipments where workspace_id = v_workspace and order_id = any (v_orders);
  select coalesce(array_agg(id), '{}') into v_invoices from invoices where workspace_id = v_workspace and order_id = any (v_orders);
  select coalesce(array_agg(id), '{}') into v_production from production_orders where workspace_id = v_workspace and product_id = any (v_products);
  select coalesce(array_agg(id), '{}') into v_documents from documents where workspace_id = v_workspace and order_id = any (v_orders);

  delete from document_bytes where workspace_id = v_workspace and document_id = any (v_documents);
  delete from print_job_orders where workspace_id = v_workspace and shipment_id = any (v_shipments);
  delete from documents where workspace_id = v_workspace and id = any (v_documents);
  delete from asns where workspace_id = v_workspace and shipment_id = any (v_shipments);
  delete from reservations where workspace_id = v_workspace and product_id = any (v_products);
  delete from supply_allocations a using order_lines l
    where a.workspace_id = v_workspace and l.workspace_id = v_workspace and l.id = a.order_line_id and l.order_id = any (v_orders);
  delete from stock_movements where workspace_id = v_workspace and product_id = any (v_products);
  delete from shipment_lines where workspace_id = v_workspace and shipment_id = any (v_shipments);
  delete from packages where workspace_id = v_workspace and shipment_id = any (v_shipments);
  delete from payments where workspace_id = v_workspace and order_id = any (v_orders);
  delete from invoices where workspace_id = v_workspace and id = any (v_invoices);
  delete from shipments where workspace_id = v_workspace and id = any (v_shipments);
  delete from production_events where workspace_id = v_workspace and production_order_id = any (v_production);
  delete from production_reports where workspace_id = v_workspace and production_order_id = any (v_production);
  delete from production_orders where workspace_id = v_workspace and id = any (v_production);
  delete from expected_receipts where workspace_id = v_workspace and product_id = any (v_products);
  delete from order_events where workspace_id = v_workspace and order_id = any (v_orders);
  delete from moves where workspace_id = v_workspace and order_id = any (v_orders);
  delete from told_orders where workspace_id = v_workspace and order_id = any (v_orders);
  delete from tracking_links where workspace_id = v_workspace and order_id = any (v_orders);
  delete from deliveries where workspace_id = v_workspace and order_id = any (v_orders);
  delete from order_lines where workspace_id = v_workspace and order_id = any (v_orders);
  -- Counted by difference: orders that others are making right now count themselves.
  update tab_counts t set orders = t.orders - gone.orders
    from (select o.tab, count(*)::integer as orders from orders o
      where o.workspace_id = v_workspace and o.id = any (v_orders) group by o.tab) gone
    where t.workspace_id = v_workspace and t.tab = gone.tab;
  delete from orders where workspace_id = v_workspace and id = any (v_orders);
  delete from products where workspace_id = v_workspace and id = any (v_products);
  delete from messages where workspace_id = v_workspace and client_id = any (v_clients);
  delete from invitations where workspace_id = v_workspace and client_id = any (v_clients);
  delete from client_addresses where workspace_id = v_workspace and client_id = any (v_clients);
  delete from client_contacts where workspace_id = v_workspace and client_id = any (v_clients);
  delete from clients where workspace_id = v_workspace and id = any (v_clients);
  delete from outbox where workspace_id = v_workspace and payload ->> 'orderId' = any (v_orders::text[]);
  -- Numbers are never given twice: what was issued stays, as void.
  update issued_numbers i set voided_at = coalesce(i.voided_at, now())
    where i.workspace_id = v_workspace and i.subject_id = any (v_shipments || v_invoices || v_production);
  update workspaces w set sample = null where w.id = v_workspace;
  -- What stays belongs to the workspace from now on like anything else.
  return query
    select 'order', o.number from orders o where o.workspace_id = v_workspace
      and o.id in (select jsonb_array_elements_text(v_sample -> 'orders')::uuid)
    union all
    select 'product', p.name from products p where p.workspace_id = v_workspace
      and p.id in (select jsonb_array_elements_text(v_sample -> 'products')::uuid)
    union all
    select 'client', c.name from clients c where c.workspace_id = v_workspace
      and c.id in (select jsonb_array_elements_text(v_sample -> 'clients')::uuid);
end
$$;
--> statement-breakpoint
do $$
begin
  execute format('grant create on schema public to orderflow_system');
  revoke all on function remove_sample_data() from public;
  grant execute on function remove_sample_data() to orderflow_app;
  alter function remove_sample_data() owner to orderflow_system;
  execute format('revoke create on schema public from orderflow_system');
end
$$;
