drop policy filling on orders;
