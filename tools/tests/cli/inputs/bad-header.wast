;;! tail_calls = true
;;! gc = maybe
(module)
