select orderflow_isolate('told_orders', 'select, insert, update');
