;;! tail_calls = true
(module)
