-- A message speaks of its case by name: when the case is erased by a rule of retention, it goes with it.
grant delete on messages to sen_app;
