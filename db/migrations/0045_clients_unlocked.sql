drop policy filling on clients;
