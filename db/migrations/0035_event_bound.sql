-- The events there are become the first partition: until the end of this year, or of the next one where this
-- one ends within a month, so that nothing is refused should the migrations behind this one wait.
do $$
declare
  v_until timestamptz;
begin
  select (date_trunc('year', greatest(max(at), now() + interval '1 month') at time zone 'UTC') + interval '1 year') at time zone 'UTC'
    into v_until from order_events;
  execute format('alter table order_events add constraint order_events_until check (at < %L) not valid', v_until);
end
$$;
